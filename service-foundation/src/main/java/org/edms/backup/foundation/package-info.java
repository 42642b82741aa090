/** What every service stands on. */
package org.edms.backup.foundation;
