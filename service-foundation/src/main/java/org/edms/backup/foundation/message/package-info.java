/** Events out and in: nothing is told that did not happen, nothing that is told is done twice. */
package org.edms.backup.foundation.message;
