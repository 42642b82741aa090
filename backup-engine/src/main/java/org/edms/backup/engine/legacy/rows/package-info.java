/** The rows of a legacy package on their way into members of the new one. */
package org.edms.backup.engine.legacy.rows;
