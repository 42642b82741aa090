package org.edms.backup.foundation.message;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Whether a server of Kafka wants TLS from those who call without. Kafka's client does not see that: it takes the refusal for
 * the beginning of a message of 350 MB, and runs out of memory.
 */
final class TlsProbe {

    private static final int PATIENCE_MILLIS = 2_000;

    /** Which requests do you know? With its length before it, without a name of the client. */
    private static final byte[] QUESTION = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

    /** The first byte of a refusal; an answer of Kafka begins with its length, which is short. */
    private static final int TLS_ALERT = 21;

    private TlsProbe() {}

    /** Not as far as is known, where nobody answers. */
    static boolean asks(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(QUESTION);
            return socket.getInputStream().read() == TLS_ALERT;
        } catch (IOException e) {
            return false;
        }
    }
}
