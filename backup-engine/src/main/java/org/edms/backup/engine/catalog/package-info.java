/** The contents of a PostgreSQL database, read from its system catalogs, and the DDL that recreates it. */
package org.edms.backup.engine.catalog;
