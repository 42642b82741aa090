package org.edms.backup.foundation.message;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Detects that a Kafka server requires TLS. Kafka's plaintext client cannot: it reads the TLS alert as the length of a message of
 * 350 MB and runs out of memory.
 */
final class TlsProbe {

    private static final int TIMEOUT_MILLIS = 2_000;

    /** An ApiVersions request with its length and no client name. */
    private static final byte[] REQUEST = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

    /** The first byte of a TLS alert. A plaintext response begins with its length, which is short. */
    private static final int TLS_ALERT = 21;

    private TlsProbe() {}

    /** False if nothing responds. */
    static boolean requiresTls(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(REQUEST);
            return socket.getInputStream().read() == TLS_ALERT;
        } catch (IOException e) {
            return false;
        }
    }
}
