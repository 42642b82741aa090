/** Events: CloudEvents 1.0 with typed data, and their Kafka topics. */
package org.edms.backup.model.event;
