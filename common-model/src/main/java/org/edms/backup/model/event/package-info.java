/** Events: CloudEvents 1.0 with typed data, and the topics that they travel on. */
package org.edms.backup.model.event;
