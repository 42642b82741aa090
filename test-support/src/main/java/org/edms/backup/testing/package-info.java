/** Real PostgreSQL and Kafka for tests: one server for each test process, a separate database and separate topics for each test. */
package org.edms.backup.testing;
