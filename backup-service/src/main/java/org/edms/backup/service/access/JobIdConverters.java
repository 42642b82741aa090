package org.edms.backup.service.access;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.ShortId;

/** Converts ids in paths, which may be abbreviated. Other text is an unknown id. */
@Provider
public class JobIdConverters implements ParamConverterProvider {

    private final Map<Class<?>, Function<String, ?>> finders;

    /** @param known resolved late: converters are created before the service has a database */
    JobIdConverters(Instance<JobIdResolver> known) {
        finders = Map.of(
                BackupJobId.class, text -> new BackupJobId(known.get().backupJob(text)),
                RestoreJobId.class, text -> new RestoreJobId(known.get().restore(text)));
    }

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, ?> finder = finders.get(type);
        return finder == null ? null : new Converter<>(type, finder);
    }

    private record Converter<T>(Class<T> type, Function<String, ?> finder) implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            if (!ShortId.isValid(text)) {
                throw new BackupException(ErrorCode.NOT_FOUND, "not an id: " + text);
            }
            return type.cast(finder.apply(text));
        }

        @Override
        public String toString(T id) {
            return id.toString();
        }
    }
}
