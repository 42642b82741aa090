/** What all services share. */
package org.edms.backup.foundation;
