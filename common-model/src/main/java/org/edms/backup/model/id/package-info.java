/** Ids: UUIDs that grow with time, each kind with a type of its own. */
package org.edms.backup.model.id;
