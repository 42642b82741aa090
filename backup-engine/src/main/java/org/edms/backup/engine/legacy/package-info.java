/** Packages of the earlier Django system, turned into today's format. */
package org.edms.backup.engine.legacy;
