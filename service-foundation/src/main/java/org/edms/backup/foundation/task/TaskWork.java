package org.edms.backup.foundation.task;

import org.edms.backup.model.error.Failure;

/** What is done with tasks of a kind. */
public interface TaskWork {

    String kind();

    /**
     * Does the work, and ends it through the hold. Its thread is interrupted when somebody cancels it, when the lease is lost
     * and when the service stops.
     */
    void run(Hold hold) throws Exception;

    /** Ends work that {@link #run} left with an exception which it did not expect: it would fail again in the same way. */
    void fail(Hold hold, Failure failure);
}
