/** Who may call, how often, and that a request which comes again is done once. */
package org.edms.backup.service.access;
