package org.edms.backup.engine.work;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;

/** Progress of a task: its threads update the counters, and other threads read them. */
public class Meter {

    private volatile Phase phase = Phase.STARTING;
    private volatile String subject;
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicLong bytesExpected = new AtomicLong();

    /** Starts the next phase. No table or file is in progress yet. */
    public void enter(Phase next) {
        phase = next;
        subject = null;
    }

    public void subject(String name) {
        subject = name;
    }

    public void expect(long moreBytes) {
        bytesExpected.addAndGet(moreBytes);
    }

    public void count(long moreRows, long moreBytes) {
        rows.add(moreRows);
        bytes.add(moreBytes);
    }

    public Progress progress() {
        long expected = bytesExpected.get();
        return new Progress(phase, subject, rows.sum(), null, bytes.sum(), expected == 0 ? null : expected, null);
    }
}
