package org.edms.backup.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The ports of a suite, kept in a file so that addresses stay the same after a restart. */
final class Ports {

    private static final int HIGHEST = 65535;

    private final Path file;
    private final Properties kept = new Properties();
    private final long deadline;

    /** @param timeout how long to wait, in all, for ports that are in use */
    Ports(Path file, Duration timeout) throws IOException {
        this.file = file;
        this.deadline = System.nanoTime() + timeout.toNanos();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
    }

    /** Returns the previous port, or a new one if the previous port stays in use. */
    int of(String name) throws IOException {
        String before = kept.getProperty(name);
        if (isPort(before) && awaitFree(Integer.parseInt(before))) {
            return Integer.parseInt(before);
        }
        int port = FreePort.find();
        while (kept.containsValue(Integer.toString(port))) {
            port = FreePort.find();
        }
        kept.setProperty(name, Integer.toString(port));
        StringWriter text = new StringWriter();
        kept.store(text, null);
        AtomicFile.write(file, text.toString());
        return port;
    }

    private static boolean isPort(String text) {
        return text != null && text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= HIGHEST;
    }

    private boolean awaitFree(int port) throws IOException {
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
            throw new ServerStartException("Interrupted while waiting for port " + port, e);
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
