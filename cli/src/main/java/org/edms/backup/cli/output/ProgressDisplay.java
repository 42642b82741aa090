package org.edms.backup.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.edms.backup.model.Progress;

/** Shows progress: a bar with rate and remaining time on a terminal, otherwise a line every few seconds. */
public final class ProgressDisplay {

    private static final int BAR_CHARACTERS = 24;
    private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;
    private static final String CLEAR_LINE = "\r\033[K";

    private final Supplier<Progress> progress;
    private final PrintWriter output;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long started;
    private final ScheduledExecutorService timer;

    ProgressDisplay(Supplier<Progress> progress, PrintWriter output, boolean terminal, LongSupplier nanos) {
        this.progress = progress;
        this.output = output;
        this.terminal = terminal;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the work, and shows its progress meanwhile. */
    public static <T> T run(Supplier<Progress> progress, PrintWriter output, Cancellation.Work<T> work)
            throws IOException {
        boolean terminal = System.console() != null;
        ProgressDisplay display = new ProgressDisplay(progress, output, terminal, System::nanoTime);
        long every = (terminal ? ON_A_TERMINAL : ELSEWHERE).toMillis();
        ScheduledFuture<?> showing =
                display.timer.scheduleAtFixedRate(display::show, every, every, TimeUnit.MILLISECONDS);
        try {
            return work.run();
        } finally {
            showing.cancel(false);
            display.end();
        }
    }

    void show() {
        output.print(terminal ? CLEAR_LINE + text() : text() + System.lineSeparator());
        output.flush();
    }

    String text() {
        Progress now = progress.get();
        double seconds = Math.max((nanos.getAsLong() - started) / NANOS, 0.001);
        double rate = now.bytes() / seconds;
        String subject = now.table() == null ? "" : "  " + now.table();
        String done = String.format(Locale.ROOT, "%s, %s/s", Output.bytes(now.bytes()), Output.bytes((long) rate));
        if (now.bytesExpected() == null || now.bytes() == 0) {
            return "%-9s %s%s".formatted(now.phase().text(), done, subject);
        }
        double share = Math.min(1, (double) now.bytes() / now.bytesExpected());
        int filled = (int) (share * BAR_CHARACTERS);
        String bar = "#".repeat(filled) + "-".repeat(BAR_CHARACTERS - filled);
        long left = Math.round(Math.max(0, now.bytesExpected() - now.bytes()) / Math.max(rate, 1));
        return String.format(
                Locale.ROOT,
                "%-9s [%s] %3.0f%%  %s, %s left%s",
                now.phase().text(),
                bar,
                share * 100,
                done,
                time(left),
                subject);
    }

    private static String time(long seconds) {
        return seconds < 60 ? seconds + " s" : "%d:%02d min".formatted(seconds / 60, seconds % 60);
    }

    private void end() {
        timer.shutdownNow();
        if (terminal) {
            output.print(CLEAR_LINE);
            output.flush();
        }
    }
}
