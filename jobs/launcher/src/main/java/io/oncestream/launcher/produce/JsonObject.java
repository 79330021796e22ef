package io.oncestream.launcher.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Messages in JSON. */
final class JsonObject {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes the fields. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private JsonObject() {}

    static byte[] of(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * A Java record with the names of its components, which are numbers, booleans, or what has a
     * text of its own: a time, an enum, a text.
     */
    static byte[] ofRecord(Object record) throws IOException {
        return of(
                json -> {
                    for (RecordComponent component : record.getClass().getRecordComponents()) {
                        json.writeFieldName(component.getName());
                        write(json, value(record, component));
                    }
                });
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }

    private static @Nullable Object value(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no public record: " + record.getClass(), e);
        }
    }

    /** The text or number of a field of the object itself, or null where there is none. */
    static @Nullable String field(byte[] object, String name) throws IOException {
        try (JsonParser parser = FACTORY.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(name);
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value != null && value.isScalarValue() ? parser.getText() : null;
                }
                parser.skipChildren();
            }
            return null;
        }
    }
}
