package org.edms.backup.cli.suite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The addresses of Kafka servers. */
record KafkaServers(List<InetSocketAddress> servers) {

    private static final Pattern SERVER = Pattern.compile("\\[?([^\\[\\]]+)]?:(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /** @param text {@code host:port,...} */
    static KafkaServers of(String text) {
        return new KafkaServers(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(KafkaServers::server)
                .toList());
    }

    private static InetSocketAddress server(String text) {
        Matcher matcher = SERVER.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > HIGHEST_PORT) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "Kafka servers must be given as host:port,host:port, not \"" + text + "\"");
        }
        return InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** One reachable server is enough: the services learn about the others from it. */
    void checkReachable() {
        if (servers.stream().noneMatch(KafkaServers::answers)) {
            throw new BackupException(ErrorCode.SERVICE_UNREACHABLE, "Kafka at " + this);
        }
    }

    private static boolean answers(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return servers.stream()
                .map(server -> server.getHostString() + ":" + server.getPort())
                .collect(Collectors.joining(","));
    }
}
