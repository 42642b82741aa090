/** Problem documents (RFC 9457) for failures. */
package org.edms.backup.foundation.problem;
