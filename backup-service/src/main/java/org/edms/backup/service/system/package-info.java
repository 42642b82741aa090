/** The state of the suite as a whole. */
package org.edms.backup.service.system;
