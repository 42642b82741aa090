/** What can go wrong, as a list of stable codes, each with what to do about it. */
package org.edms.backup.model.error;
