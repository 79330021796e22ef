package io.oncestream.launcher.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
