/** Stores of packages. A package can be written, read (completely or a range), listed and deleted. Stores are directories. */
package org.edms.backup.engine.store;
