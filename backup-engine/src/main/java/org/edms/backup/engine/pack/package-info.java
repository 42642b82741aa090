/**
 * The package format: an ordinary tar file in independently compressed blocks, with a manifest that lists every member and its
 * digest.
 */
package org.edms.backup.engine.pack;
