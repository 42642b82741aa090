/** Health checks, their results, and incidents. */
package org.edms.backup.model.health;
