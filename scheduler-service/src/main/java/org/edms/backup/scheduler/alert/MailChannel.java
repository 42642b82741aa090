package org.edms.backup.scheduler.alert;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;
import org.edms.backup.model.event.Event;

/** Sends alerts by mail. */
@Singleton
class MailChannel implements Channel {

    private final ReactiveMailer mailer;
    private final MailSettings settings;

    MailChannel(ReactiveMailer mailer, MailSettings settings) {
        this.mailer = mailer;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public boolean isOn() {
        return !settings.to().isEmpty();
    }

    @Override
    public void deliver(Event event) throws DeliveryException {
        AlertMail alert = AlertMail.of(event);
        Mail mail = new Mail().setTo(settings.to()).setSubject(alert.subject()).setText(alert.text());
        // A repeated delivery has the same Message-ID, so that the mailbox can show it once.
        mail.addHeader("Message-ID", "<" + event.id() + "@edms-backup>");
        mail.addHeader("Auto-Submitted", "auto-generated");
        try {
            mailer.send(mail)
                    .onFailure()
                    .transform(CompletionException::new)
                    .await()
                    .atMost(settings.timeout());
        } catch (CompletionException e) {
            throw new DeliveryException("mail: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new DeliveryException("mail: no response within " + settings.timeout(), e);
        }
    }
}
