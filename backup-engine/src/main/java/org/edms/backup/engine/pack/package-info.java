/** The package file: an ordinary tar in independently compressed blocks, with a manifest that lists every member and its digest. */
package org.edms.backup.engine.pack;
