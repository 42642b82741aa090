/** Ids: UUIDs that increase with time, with a separate type for each kind. */
package org.edms.backup.model.id;
