/** The status of the whole suite. */
package org.edms.backup.model.status;
