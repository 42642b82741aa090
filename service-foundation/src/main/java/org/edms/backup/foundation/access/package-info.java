/** Which bearer tokens a service trusts. */
package org.edms.backup.foundation.access;
