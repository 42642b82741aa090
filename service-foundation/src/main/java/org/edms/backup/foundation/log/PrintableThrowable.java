package org.edms.backup.foundation.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.edms.backup.model.PrintableText;

/** Replaces an exception in the log if its message, or that of a cause, contains control characters. */
final class PrintableThrowable extends Exception {

    private static final long serialVersionUID = 1;

    private final String text;

    private PrintableThrowable(Throwable original, Set<Throwable> seen) {
        super(PrintableText.escape(original.getMessage()));
        this.text = PrintableText.escape(original.toString());
        setStackTrace(original.getStackTrace());
        if (original.getCause() != null && seen.add(original.getCause())) {
            initCause(new PrintableThrowable(original.getCause(), seen));
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (seen.add(suppressed)) {
                addSuppressed(new PrintableThrowable(suppressed, seen));
            }
        }
    }

    static PrintableThrowable of(Throwable original) {
        Set<Throwable> seen = identities();
        seen.add(original);
        return new PrintableThrowable(original, seen);
    }

    static boolean isNeededFor(Throwable original) {
        return isNeededFor(original, identities());
    }

    private static boolean isNeededFor(Throwable original, Set<Throwable> seen) {
        if (original == null || !seen.add(original)) {
            return false;
        }
        if (!PrintableText.isPrintable(original.toString()) || isNeededFor(original.getCause(), seen)) {
            return true;
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (isNeededFor(suppressed, seen)) {
                return true;
            }
        }
        return false;
    }

    private static Set<Throwable> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    @Override
    public String toString() {
        return text;
    }
}
