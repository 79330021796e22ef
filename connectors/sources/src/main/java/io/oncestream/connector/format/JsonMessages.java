package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of JSON objects (RFC 8259, UTF-8), one a message.
 *
 * <ul>
 *   <li>A field is named by the names on the way to it with dots between them: {@code payload.temp}
 *       is the field {@code temp} of the object {@code payload}, or one whose own name has the dot.
 *   <li>Key, time, value and weight may each be text or a number; a number is taken as it is
 *       written.
 *   <li>A wanted field that is missing, there twice, {@code null}, {@code true}, {@code false}, an
 *       object or an array makes a message unusable. All others may be what they like.
 *   <li>The message must be one whole JSON object of at most 1 MiB, nested at most 1,000 deep, with
 *       names and numbers of at most 1,000 characters: what breaks off in its middle is no reading,
 *       even when all that is wanted came before.
 * </ul>
 */
public final class JsonMessages implements MessageDecoder {

    private static final long serialVersionUID = 1L;

    private final ReadingColumns columns;
    private final ReadingFields fields;
    private transient @Nullable JsonFields json;
    private transient @Nullable Utf8 utf8;

    /** Takes readings of any time. */
    public JsonMessages(ReadingColumns columns, TimeFormat timeFormat) {
        this(columns, timeFormat, MaxAhead.UNLIMITED);
    }

    public JsonMessages(ReadingColumns columns, TimeFormat timeFormat, MaxAhead maxAhead) {
        this.columns = columns;
        this.fields = new ReadingFields(timeFormat, maxAhead, "field");
    }

    @Override
    public Decoded<Reading> decode(byte[] message, String source, long position) {
        try {
            return Decoded.of(decode(message, 0, message.length), message.length);
        } catch (BadFieldException e) {
            String text = Utf8.excerpt(message, 0, message.length);
            return Decoded.rejected(
                    new RejectedRecord(source, position, text, e.reason()), message.length);
        }
    }

    Reading decode(byte[] bytes, int offset, int length) throws BadFieldException {
        if (length > CsvLimits.DEFAULT.recordBytes()) {
            throw new BadFieldException("a message over 1 MiB");
        }
        requireUtf8(bytes, offset, offset + length);
        JsonFields texts = json();
        texts.read(bytes, offset, length);
        boolean hasKey = columns.key() != null;
        int time = hasKey ? 1 : 0;
        return new Reading(
                hasKey ? key(texts.text(0)) : "",
                fields.time(texts.text(time), columns.time()),
                fields.number("value", texts.text(time + 1), columns.value()),
                columns.weight() == null
                        ? 0
                        : fields.number("weight", texts.text(time + 2), columns.weight()));
    }

    /** NUL is in no JSON: it would be UTF-16, which the parser reads too. */
    private void requireUtf8(byte[] bytes, int from, int to) throws BadFieldException {
        for (int i = from; i < Math.min(from + 4, to); i++) {
            if (bytes[i] == 0) {
                throw new BadFieldException("is no JSON");
            }
        }
        if (utf8 == null) {
            utf8 = new Utf8();
        }
        if (!Utf8.isAscii(bytes, from, to) && !utf8.isValid(bytes, from, to)) {
            throw new BadFieldException("it holds bytes that are not UTF-8");
        }
    }

    private String key(String text) throws BadFieldException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))
                    && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw new BadFieldException("key holds half of a surrogate pair");
            }
        }
        return fields.key(text);
    }

    private JsonFields json() {
        if (json == null) {
            List<String> paths = new ArrayList<>();
            if (columns.key() != null) {
                paths.add(columns.key());
            }
            paths.add(columns.time());
            paths.add(columns.value());
            if (columns.weight() != null) {
                paths.add(columns.weight());
            }
            json = new JsonFields(paths);
        }
        return json;
    }
}
