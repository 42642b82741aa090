/** Health checks and what they found. */
package org.edms.backup.model.health;
