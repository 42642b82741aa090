/** Limits on input that may come from anywhere. */
package org.edms.backup.engine.input;
