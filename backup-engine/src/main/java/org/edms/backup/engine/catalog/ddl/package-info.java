/** The DDL that makes a database again, read from its catalogs: what each kind of object looks like, and in which order they come. */
package org.edms.backup.engine.catalog.ddl;
