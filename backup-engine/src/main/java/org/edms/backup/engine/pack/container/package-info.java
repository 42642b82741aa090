/** The container format of a package: a tar stream in compressed blocks, and their seek table. */
package org.edms.backup.engine.pack.container;
