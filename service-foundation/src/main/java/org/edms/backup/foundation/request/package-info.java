/** Requests are taken literally: what a service does not know, or cannot read, is refused by name. */
package org.edms.backup.foundation.request;
