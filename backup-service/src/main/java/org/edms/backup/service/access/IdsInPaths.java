package org.edms.backup.service.access;

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

/** Ids in paths; what is none names nothing that there is. */
@Provider
public class IdsInPaths implements ParamConverterProvider {

    private static final Map<Class<?>, Function<String, ?>> PARSERS =
            Map.of(BackupJobId.class, BackupJobId::parse, RestoreJobId.class, RestoreJobId::parse);

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, ?> parser = PARSERS.get(type);
        return parser == null ? null : new Converter<>(type, parser);
    }

    private record Converter<T>(Class<T> type, Function<String, ?> parser) implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            try {
                return type.cast(parser.apply(text));
            } catch (IllegalArgumentException e) {
                throw new BackupException(ErrorCode.NOT_FOUND, "no id: " + text, e);
            }
        }

        @Override
        public String toString(T id) {
            return id.toString();
        }
    }
}
