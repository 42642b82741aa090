/** The bytes of a package: a tar stream in compressed blocks, and the table that finds them. */
package org.edms.backup.engine.pack.container;
