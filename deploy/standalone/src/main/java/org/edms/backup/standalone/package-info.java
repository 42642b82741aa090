/** The servers that the suite needs, run from this process: real PostgreSQL and a real Kafka broker, without an installation. */
package org.edms.backup.standalone;
