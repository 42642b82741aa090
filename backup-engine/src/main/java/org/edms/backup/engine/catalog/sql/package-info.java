/** The tokens of PostgreSQL's SQL, as far as it takes to tell what a statement is before it is run. */
package org.edms.backup.engine.catalog.sql;
