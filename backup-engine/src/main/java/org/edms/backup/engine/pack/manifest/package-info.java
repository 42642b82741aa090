/** The manifest, which describes the database, the files and each member of a package. */
package org.edms.backup.engine.pack.manifest;
