package org.edms.backup.scheduler.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelSettingsTest {

    @Test
    void anUnconfiguredChannelIsOffAndValid() {
        // given
        WebhookSettings webhook = webhook(Map.of());

        // then
        assertThat(webhook.problems()).isEmpty();
        assertThat(new WebhookChannel(webhook).isOn()).isFalse();
        assertThat(mail(Map.of()).problems()).isEmpty();
        assertThat(mail(Map.of()).to()).isEmpty();
    }

    @Test
    void mailNeedsAddressesAndASender() {
        assertThat(mail(Map.of("edms.scheduler.mail.to", "night@example.org,nobody"))
                        .problems())
                .hasSize(2)
                .anyMatch(line -> line.contains("nobody"))
                .anyMatch(line -> line.startsWith("quarkus.mailer.from is missing"));
        assertThat(mail(Map.of("edms.scheduler.mail.to", "a@b", "quarkus.mailer.from", "c@d"))
                        .problems())
                .isEmpty();
    }

    @Test
    void aWebhookNeedsAUrlAndAReadableSecret() {
        assertThat(webhook(Map.of(
                                "edms.scheduler.webhook.url", "ftp://host/x",
                                "edms.scheduler.webhook.secret-file", "/no/such/file"))
                        .problems())
                .isEqualTo(List.of(
                        "edms.scheduler.webhook.url must be an http or https URL",
                        "edms.scheduler.webhook.secret-file cannot be read: /no/such/file"));
    }

    private static MailSettings mail(Map<String, String> values) {
        SmallRyeConfig config = config(values, MailSettings.Names.class);
        return new MailSettings(config.getConfigMapping(MailSettings.Names.class), config);
    }

    private static WebhookSettings webhook(Map<String, String> values) {
        return new WebhookSettings(
                config(values, WebhookSettings.Names.class).getConfigMapping(WebhookSettings.Names.class));
    }

    private static SmallRyeConfig config(Map<String, String> values, Class<?> mapping) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
