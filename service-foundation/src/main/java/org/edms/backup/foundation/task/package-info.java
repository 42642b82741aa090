/** Long-running work: a replica holds each task under a lease, and another takes over when the lease expires. */
package org.edms.backup.foundation.task;
