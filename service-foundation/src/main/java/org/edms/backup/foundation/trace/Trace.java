package org.edms.backup.foundation.trace;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * A position in a W3C trace. The log context holds that of the current thread, so every log line shows it.
 *
 * @param flags as received: whether others record the trace
 */
public record Trace(String traceId, String spanId, String flags) {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";
    private static final String FLAGS = "traceFlags";
    private static final int BYTES_OF_TRACE = 16;
    private static final int BYTES_OF_SPAN = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new span in the given trace; a new trace if it is absent or invalid. */
    public static Trace within(String traceparent) {
        Matcher parts = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (!parts.matches() || parts.group(1).matches("0+") || parts.group(2).matches("0+")) {
            return new Trace(random(BYTES_OF_TRACE), random(BYTES_OF_SPAN), "00");
        }
        return new Trace(parts.group(1), random(BYTES_OF_SPAN), parts.group(3));
    }

    /** The position of this thread; null outside any trace. */
    public static String current() {
        Object trace = MDC.get(TRACE_ID);
        return trace == null ? null : "00-%s-%s-%s".formatted(trace, MDC.get(SPAN_ID), MDC.get(FLAGS));
    }

    public void enter() {
        MDC.put(TRACE_ID, traceId);
        MDC.put(SPAN_ID, spanId);
        MDC.put(FLAGS, flags);
    }

    public static void leave() {
        MDC.remove(TRACE_ID);
        MDC.remove(SPAN_ID);
        MDC.remove(FLAGS);
    }

    @Override
    public String toString() {
        return "00-%s-%s-%s".formatted(traceId, spanId, flags);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
