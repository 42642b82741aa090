/** What a PostgreSQL database contains, read from its system catalogs, and the DDL that makes it again. */
package org.edms.backup.engine.catalog;
