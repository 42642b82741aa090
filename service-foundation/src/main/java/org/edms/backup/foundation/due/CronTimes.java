package org.edms.backup.foundation.due;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The times of a cron expression with five fields. The expression is evaluated in UTC, which has no daylight saving time:
 * {@link DueTimes} decides for all schedules what skipped and repeated local times mean.
 */
record CronTimes(ExecutionTime expression, boolean everyHour) implements LocalTimes {

    private static final Pattern EVERY_HOUR = Pattern.compile("\\S+\\s+\\*(/1)?\\s.*");

    static CronTimes parse(String text) {
        try {
            // The parser is not documented as thread-safe.
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            Cron cron = parser.parse(text).validate();
            return new CronTimes(
                    ExecutionTime.forCron(cron),
                    EVERY_HOUR.matcher(text.strip()).matches());
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID, "cron \"%s\": %s".formatted(text, e.getMessage()), e);
        }
    }

    @Override
    public Optional<LocalDateTime> atOrBefore(LocalDateTime time) {
        ZonedDateTime afterThisMinute =
                time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1).atZone(ZoneOffset.UTC);
        return expression.lastExecution(afterThisMinute).map(ZonedDateTime::toLocalDateTime);
    }

    @Override
    public Optional<LocalDateTime> after(LocalDateTime time) {
        return expression.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
