/** W3C trace context, from REST through tasks and events. */
package org.edms.backup.foundation.trace;
