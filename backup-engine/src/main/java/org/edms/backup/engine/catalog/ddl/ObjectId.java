package org.edms.backup.engine.catalog.ddl;

/** An object of a database, identified by its system catalog and the OID of its row. */
record ObjectId(String catalog, long oid) {}
