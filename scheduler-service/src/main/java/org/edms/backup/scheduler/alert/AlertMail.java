package org.edms.backup.scheduler.alert;

import org.edms.backup.model.PrintableText;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.health.Incident;

/** The subject and text of an alert mail. */
record AlertMail(String subject, String text) {

    static AlertMail of(Event event) {
        AlertEvent alert = (AlertEvent) event.data();
        Incident incident = alert.incident();
        boolean over = alert instanceof AlertEvent.Cleared;
        String what = incident.kind().title() + ": " + PrintableText.escape(incident.subject());
        String subject = "[EDMS backup] %s %s"
                .formatted(over ? "ALL CLEAR" : incident.severity().name(), what);
        StringBuilder text = new StringBuilder(what)
                .append("\n\n")
                .append(PrintableText.escape(incident.message()))
                .append("\n\nSince:   ")
                .append(incident.since())
                .append("\nNoticed: ")
                .append(incident.raisedAt());
        if (over) {
            text.append("\nOver:    ")
                    .append(incident.clearedAt())
                    .append("\n\n")
                    .append(PrintableText.escape(incident.resolution()));
        }
        text.append("\n\nIncident ").append(incident.id()).append('\n');
        return new AlertMail(oneLine(subject), text.toString());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
