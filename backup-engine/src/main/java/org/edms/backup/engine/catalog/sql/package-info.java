/** Names and tokens of PostgreSQL's SQL, as far as needed to recognise a statement before it runs. */
package org.edms.backup.engine.catalog.sql;
