/** Doing several things at once, and telling how far they are. */
package org.edms.backup.engine.work;
