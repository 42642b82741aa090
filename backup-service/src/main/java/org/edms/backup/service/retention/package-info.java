/** How long packages are kept. */
package org.edms.backup.service.retention;
