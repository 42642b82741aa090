/** Real PostgreSQL and Kafka for tests: one server for each test process, a database and topics of its own for each test. */
package org.edms.backup.testing;
