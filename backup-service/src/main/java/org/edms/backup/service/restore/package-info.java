/** Restore jobs: asked for here, done by the workers. */
package org.edms.backup.service.restore;
