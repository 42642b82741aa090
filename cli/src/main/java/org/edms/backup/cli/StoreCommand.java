package org.edms.backup.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Mixin;

/** A command that works with the packages of a store, here or through a server, and what all of these have in common. */
abstract class StoreCommand implements Callable<Integer> {

    @Mixin
    private WhereOptions where;

    @Mixin
    private StoreOptions stores;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private Output output;

    /** In this process. */
    abstract ExitCode run(Map<String, String> environment) throws IOException;

    /** By a server. */
    abstract ExitCode run(Server server) throws IOException;

    @Override
    public final Integer call() throws IOException {
        Map<String, String> environment = System.getenv();
        Optional<Server> server = where.server(environment);
        ExitCode code = server.isPresent() ? run(server.get()) : run(environment);
        return code.number();
    }

    WhereOptions where() {
        return where;
    }

    StoreOptions stores() {
        return stores;
    }

    KeyOptions keys() {
        return keys;
    }

    Output output() {
        return output;
    }
}
