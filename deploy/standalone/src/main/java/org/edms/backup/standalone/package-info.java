/** Runs the suite on one machine, with a real PostgreSQL server and a real Kafka broker that need no installation. */
package org.edms.backup.standalone;
