/** Packages of the earlier Django system, converted to the current format. */
package org.edms.backup.engine.legacy;
