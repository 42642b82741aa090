/** Stores of packages: write, read (completely or a range), list and delete packages in a directory. */
package org.edms.backup.engine.store;
