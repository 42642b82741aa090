/** Outbox and inbox: an event is sent only if its transaction commits, and a message takes effect once. */
package org.edms.backup.foundation.message;
