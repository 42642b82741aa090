package org.edms.backup.foundation.task;

import org.edms.backup.model.error.Failure;

/** The work to do for tasks of one kind. */
public interface TaskWork {

    String kind();

    /**
     * Does the work and ends the task through the lease. The thread is interrupted when the task is cancelled, when the lease
     * is lost, and when the service stops.
     */
    void run(TaskLease lease) throws Exception;

    /** Ends a task after {@link #run} threw an unexpected exception; it is not retried. */
    void fail(TaskLease lease, Failure failure);
}
