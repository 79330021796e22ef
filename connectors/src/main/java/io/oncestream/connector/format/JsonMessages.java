package io.oncestream.connector.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes readings of JSON objects, one a message. */
public final class JsonMessages implements MessageDecoder {

    private static final long serialVersionUID = 1L;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final ReadingColumns columns;
    private final ReadingFields fields;

    public JsonMessages(ReadingColumns columns, TimeFormat timeFormat) {
        this.columns = columns;
        this.fields = new ReadingFields(timeFormat);
    }

    @Override
    public Decoded<Reading> decode(byte[] message, String source, long position) {
        try {
            return Decoded.of(decode(message), message.length);
        } catch (BadFieldException e) {
            String text = Utf8.excerpt(message, 0, message.length);
            return Decoded.rejected(
                    new RejectedRecord(source, position, text, e.reason()), message.length);
        }
    }

    private Reading decode(byte[] message) throws BadFieldException {
        Map<String, String> texts = texts(message);
        String key = columns.key();
        String weight = columns.weight();
        return new Reading(
                key == null ? "" : fields.key(text(texts, key)),
                fields.time(text(texts, columns.time()), columns.time()),
                fields.number("value", text(texts, columns.value()), columns.value()),
                weight == null ? 0 : fields.number("weight", text(texts, weight), weight));
    }

    private static String text(Map<String, String> texts, String field) throws BadFieldException {
        String text = texts.get(field);
        if (text == null) {
            throw new BadFieldException("there is no field " + field);
        }
        return text;
    }

    private static Map<String, String> texts(byte[] message) throws BadFieldException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadFieldException("is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                @Nullable JsonToken token = parser.nextToken();
                if (token != null && token.isScalarValue()) {
                    texts.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new BadFieldException("is no JSON: " + e.getMessage());
        }
        return texts;
    }
}
