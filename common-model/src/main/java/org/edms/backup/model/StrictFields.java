package org.edms.backup.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Refuses unknown fields of records, including unwrapped ones, and suggests the nearest known name. */
final class StrictFields extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
        return bean.getBeanClass().isRecord() ? new Strict(deserializer, fields(config, bean.getType())) : deserializer;
    }

    private static List<String> fields(DeserializationConfig config, JavaType type) {
        List<String> names = new ArrayList<>();
        for (BeanPropertyDefinition property : config.introspect(type).findProperties()) {
            boolean isUnwrapped = property.getPrimaryMember() != null
                    && property.getPrimaryMember().hasAnnotation(JsonUnwrapped.class);
            boolean isUnwrappedField =
                    property.getField() != null && property.getField().hasAnnotation(JsonUnwrapped.class);
            if (isUnwrapped || isUnwrappedField) {
                names.addAll(fields(config, property.getPrimaryType()));
            } else {
                names.add(property.getName());
                property.findAliases().forEach(alias -> names.add(alias.getSimpleName()));
            }
        }
        return names;
    }

    private static final class Strict extends DelegatingDeserializer {

        private static final long serialVersionUID = 1;

        private final transient List<String> fields;

        Strict(JsonDeserializer<?> delegatee, List<String> fields) {
            super(delegatee);
            this.fields = List.copyOf(fields);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegatee) {
            return new Strict(delegatee, fields);
        }

        /** An unwrapped record sees the fields of its siblings too, so only the outer record checks them. */
        @Override
        public JsonDeserializer<Object> unwrappingDeserializer(NameTransformer unwrapper) {
            return unchecked(_delegatee.unwrappingDeserializer(unwrapper));
        }

        @SuppressWarnings("unchecked")
        private static JsonDeserializer<Object> unchecked(JsonDeserializer<?> deserializer) {
            return (JsonDeserializer<Object>) deserializer;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return super.deserialize(parser, context);
            }
            JsonNode tree = context.readTree(parser);
            for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
                refuseUnknown(names.next(), parser);
            }
            try (JsonParser again = tree.traverse(parser.getCodec())) {
                again.nextToken();
                return super.deserialize(again, context);
            }
        }

        private void refuseUnknown(String name, JsonParser parser) throws JsonMappingException {
            if (!fields.contains(name)) {
                String printable = name.replaceAll("\\p{Cntrl}", "?");
                throw JsonMappingException.from(
                        parser, "Unknown field \"%s\"%s".formatted(printable, Suggestion.of(name, fields)));
            }
        }
    }
}
