package org.edms.backup.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The JSON format of the whole suite: snake_case names, ISO 8601 times, no null fields. */
public final class Json {

    private Json() {}

    /** Creates a mapper that its caller may configure further. */
    public static ObjectMapper newMapper() {
        return builder().build();
    }

    /**
     * Creates a mapper for input from people. It refuses unknown and repeated fields, values of another type, and control
     * characters, which must not reach logs, file names or the database. Read messages and stored documents with
     * {@link #newMapper}, because a newer version may have written more fields.
     */
    public static ObjectMapper newStrictMapper() {
        SimpleModule strict = new SimpleModule();
        strict.setDeserializerModifier(new StrictFields());
        strict.addDeserializer(String.class, new PlainText());
        return builder()
                .addModule(strict)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    /** Accepts line breaks and tabs, but no other control characters. */
    private static final class PlainText extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1;

        PlainText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                context.reportInputMismatch(this, "Expected text, not %s", parser.getText());
            }
            String text = parser.getText();
            if (text.chars().anyMatch(each -> Character.isISOControl(each) && "\n\r\t".indexOf(each) < 0)) {
                context.reportInputMismatch(this, "Control characters are not allowed");
            }
            return text;
        }
    }
}
