package org.edms.backup.cli.output;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.id.RestoreJobId;

/**
 * The command that undoes a restore, ready to paste into a shell. It never contains a password.
 *
 * @param options that locate the store and the restored system, or the server
 * @param store the local package store; null if none is named, or a server has it
 */
public record UndoInvocation(List<String> options, Path store) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public UndoInvocation {
        options = List.copyOf(options);
    }

    /**
     * @param store null if none is named
     * @param database null if only files are restored
     */
    public static UndoInvocation local(Path store, Database database, List<FileRoot> roots) {
        List<String> options = new ArrayList<>();
        if (store != null) {
            options.addAll(List.of("--store", store.toString()));
        }
        if (database != null) {
            options.addAll(List.of("--db", database.address()));
        }
        for (FileRoot root : roots) {
            options.addAll(
                    List.of("--files", root.name() + "=" + root.directory().toAbsolutePath()));
        }
        return new UndoInvocation(options, store);
    }

    public static UndoInvocation at(URI server) {
        return new UndoInvocation(List.of("--server", server.toString()), null);
    }

    public String text(RestoreJobId restore) {
        return "edms-backup restore undo %s %s --force"
                .formatted(restore, options.stream().map(UndoInvocation::quoted).collect(Collectors.joining(" ")));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
