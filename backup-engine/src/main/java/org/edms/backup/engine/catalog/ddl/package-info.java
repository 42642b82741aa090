/** Reads the DDL that recreates a database from its system catalogs: the statements for each kind of object, and their order. */
package org.edms.backup.engine.catalog.ddl;
