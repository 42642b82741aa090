package org.edms.backup.cli.option;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Mixin;

/** A command that works with the packages of a store, here or through a server, and what all of these have in common. */
public abstract class StoreCommand implements Callable<Integer> {

    @Mixin
    private WhereOptions where;

    @Mixin
    private StoreOptions stores;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private Output output;

    /** In this process. */
    protected abstract ExitCode run(Map<String, String> environment) throws IOException;

    /** By a server. */
    protected abstract ExitCode run(Server server) throws IOException;

    @Override
    public final Integer call() throws IOException {
        Map<String, String> environment = System.getenv();
        Optional<Server> server = where.server(environment);
        ExitCode code = server.isPresent() ? run(server.get()) : run(environment);
        return code.number();
    }

    protected WhereOptions where() {
        return where;
    }

    protected StoreOptions stores() {
        return stores;
    }

    protected KeyOptions keys() {
        return keys;
    }

    protected Output output() {
        return output;
    }
}
