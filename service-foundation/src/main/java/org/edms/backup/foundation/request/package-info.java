/** Strict parsing: a service rejects, by name, whatever it does not know or cannot read. */
package org.edms.backup.foundation.request;
