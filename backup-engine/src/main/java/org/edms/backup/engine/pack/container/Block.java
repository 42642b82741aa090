package org.edms.backup.engine.pack.container;

/**
 * A piece of the tar stream that can be read without any other.
 *
 * @param stored as it lies in the file
 * @param content how many bytes of the tar stream it holds
 */
record Block(byte[] stored, int content) {}
