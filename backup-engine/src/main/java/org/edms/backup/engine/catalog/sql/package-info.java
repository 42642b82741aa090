/** Names and tokens of PostgreSQL's SQL, as far as needed to recognize a statement before it is executed. */
package org.edms.backup.engine.catalog.sql;
