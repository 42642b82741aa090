/** The file of a legacy package: its members, its layout, and the checksums and counts that it declares. */
package org.edms.backup.engine.legacy.archive;
