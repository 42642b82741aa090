/** The manifest: what a package says of its database, its files and each of its members. */
package org.edms.backup.engine.pack.manifest;
