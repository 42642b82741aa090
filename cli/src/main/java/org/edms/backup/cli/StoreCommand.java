package org.edms.backup.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Mixin;

/** A command that works with the packages of a store, and what all of these have in common. */
abstract class StoreCommand implements Callable<Integer> {

    @Mixin
    private WhereOptions where;

    @Mixin
    private StoreOptions stores;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private Output output;

    abstract ExitCode run(Map<String, String> environment) throws IOException;

    @Override
    public final Integer call() throws IOException {
        where.refuseServer(System.getenv());
        return run(System.getenv()).number();
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
