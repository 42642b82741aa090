package org.edms.backup.standalone;

import java.util.ArrayList;
import java.util.List;

/**
 * Stops a program when its parent process ends. A shell beside the program waits until its standard input ends, which also happens
 * when the parent is killed, and then signals the program.
 */
enum ParentWatch {

    /** PostgreSQL's fast shutdown: clients are disconnected, everything is written to disk. */
    POSTGRES("INT"),

    /** A service that does not stop in time is killed, so that its port and its jobs are free for the next one. */
    SERVICE("TERM");

    /** The shell leads its own session, so at the end it can terminate the waiting process with the group. */
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

    ParentWatch(String signal) {
        this.signal = signal;
    }

    /** The command that runs the program in a new session, so that Ctrl-C reaches only the parent, which stops the parts in order. */
    List<String> wrap(List<String> program) {
        List<String> command = new ArrayList<>(List.of("setsid", "--wait", "sh", "-c", RUN_UNTIL_INPUT_ENDS, signal));
        command.addAll(program);
        return command;
    }
}
