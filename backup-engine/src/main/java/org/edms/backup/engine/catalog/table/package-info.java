/** The tables of a database as its system catalogs describe them: columns, keys, foreign keys. */
package org.edms.backup.engine.catalog.table;
