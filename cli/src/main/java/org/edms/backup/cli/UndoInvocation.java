package org.edms.backup.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.id.RestoreJobId;

/**
 * The command that undoes a restore, as a user can paste it into a shell. It never contains a password.
 *
 * @param options that name the store and the restored system, or the server
 * @param store the local package store; null if none is named, or a server has it
 */
record UndoInvocation(List<String> options, Path store) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    UndoInvocation {
        options = List.copyOf(options);
    }

    /** @param store null if none is named */
    static UndoInvocation local(Path store, LocalOptions.Target target) {
        List<String> options = new ArrayList<>();
        if (store != null) {
            options.addAll(List.of("--store", store.toString()));
        }
        if (target.database() != null) {
            options.addAll(List.of("--db", target.database().address()));
        }
        for (FileRoot root : target.roots()) {
            options.addAll(
                    List.of("--files", root.name() + "=" + root.directory().toAbsolutePath()));
        }
        return new UndoInvocation(options, store);
    }

    static UndoInvocation at(Server server) {
        return new UndoInvocation(List.of("--server", server.address().toString()), null);
    }

    String text(RestoreJobId restore) {
        return "edms-backup restore undo %s %s --force"
                .formatted(restore, options.stream().map(UndoInvocation::quoted).collect(Collectors.joining(" ")));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
