/** What a service needs to know whose tokens it trusts. */
package org.edms.backup.foundation.access;
