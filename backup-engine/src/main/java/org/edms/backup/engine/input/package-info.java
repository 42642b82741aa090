/** Limits on untrusted input. */
package org.edms.backup.engine.input;
