package org.edms.backup.engine.pack.container;

/**
 * An independently readable piece of the tar stream.
 *
 * @param stored the bytes in the file
 * @param content the number of bytes of the tar stream in it
 */
record Block(byte[] stored, int content) {}
