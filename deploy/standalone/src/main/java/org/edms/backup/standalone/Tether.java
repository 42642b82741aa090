package org.edms.backup.standalone;

import java.util.ArrayList;
import java.util.List;

/**
 * Ties a program to the process that starts it: a shell beside it waits for the end of its standard input, which comes also
 * when the starter is killed, and then tells the program to stop.
 */
enum Tether {

    /** PostgreSQL's fast shutdown: clients are disconnected, everything is written to disk. */
    POSTGRES("INT"),

    /** What does not stop in time is killed, so that its port and its work are free for those who come next. */
    SERVICE("TERM");

    /** The session is of this shell alone: at the end, what waits beside the program ends with it. */
    private static final String RUN_UNTIL_INPUT_ENDS = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            program=$!
            {
                cat <&3 >/dev/null
                kill -$0 $program
                if [ $0 = TERM ]; then sleep 15; kill -KILL $program; fi
            } 2>/dev/null &
            wait $program
            code=$?
            trap '' TERM
            kill -TERM 0
            exit $code
            """;

    private final String signal;

    Tether(String signal) {
        this.signal = signal;
    }

    /** In a session of its own: Ctrl-C in a terminal reaches the starter alone, which decides what stops in which order. */
    List<String> around(List<String> program) {
        List<String> command = new ArrayList<>(List.of("setsid", "--wait", "sh", "-c", RUN_UNTIL_INPUT_ENDS, signal));
        command.addAll(program);
        return command;
    }
}
