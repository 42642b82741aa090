/** The tables of a database as described by its system catalogs: columns, keys and foreign keys. */
package org.edms.backup.engine.catalog.table;
