/** Errors: a list of stable codes, each with a hint. */
package org.edms.backup.model.error;
