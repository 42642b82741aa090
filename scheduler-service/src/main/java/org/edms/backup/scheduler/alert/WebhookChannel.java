package org.edms.backup.scheduler.alert;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.edms.backup.model.event.Event;

/** Posts alerts as CloudEvents. */
@Singleton
class WebhookChannel implements Channel {

    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    private static final Pattern VALUE_OF_A_HEADER = Pattern.compile("[\\x20-\\x7e]+");

    private final HttpClient http;
    private final WebhookSettings settings;

    WebhookChannel(WebhookSettings settings) {
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
        this.settings = settings;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean isOn() {
        return settings.url().isPresent();
    }

    @Override
    public void deliver(Event event) throws DeliveryException {
        try {
            int status = http.send(post(event), BodyHandlers.discarding()).statusCode();
            if (status < OK || status >= REDIRECTED) {
                throw new DeliveryException("webhook: HTTP " + status, null);
            }
        } catch (IOException e) {
            throw new DeliveryException("webhook: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException("webhook: interrupted", e);
        }
    }

    private HttpRequest post(Event event) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url().orElseThrow())
                .timeout(settings.timeout())
                .header("Content-Type", Event.MEDIA_TYPE)
                .POST(BodyPublishers.ofString(event.toJson()));
        if (settings.secretFile().isPresent()) {
            setSecret(request, Files.readString(settings.secretFile().get()).strip());
        }
        return request.build();
    }

    /** Checked here because the message of the HTTP client would contain the secret. */
    private void setSecret(HttpRequest.Builder request, String secret) throws IOException {
        if (!VALUE_OF_A_HEADER.matcher(secret).matches()) {
            throw new IOException("the secret cannot be the value of a header");
        }
        request.header(settings.secretHeader(), secret);
    }
}
