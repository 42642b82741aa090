package org.edms.backup.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Ports that were free once and are kept in a file, so that addresses stay what they were. */
final class Ports {

    /** As long as the servers of a launcher that was killed may take to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path file;
    private final Properties kept = new Properties();
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    Ports(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
    }

    /** The port of before, or another one where somebody else has taken that and does not give it back. */
    int of(String name) throws IOException {
        String before = kept.getProperty(name);
        if (before != null && becomesFree(Integer.parseInt(before))) {
            return Integer.parseInt(before);
        }
        int port = FreePort.find();
        while (kept.containsValue(Integer.toString(port))) {
            port = FreePort.find();
        }
        kept.setProperty(name, Integer.toString(port));
        try (Writer writer = Files.newBufferedWriter(file)) {
            kept.store(writer, null);
        }
        return port;
    }

    private boolean becomesFree(int port) throws IOException {
        try {
            while (!isFree(port)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while port " + port + " was waited for", e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
