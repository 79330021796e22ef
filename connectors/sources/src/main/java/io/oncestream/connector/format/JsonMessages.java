package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of JSON objects (RFC 8259, UTF-8), one a message.
 *
 * <ul>
 *   <li>A field is named by the names on the way to it with dots between them: {@code payload.temp}
 *       is the field {@code temp} of the object {@code payload}, or one whose own name has the dot.
 *   <li>A wanted field may be text or a number, which is taken as it is written, whatever it is
 *       asked for as; where that is a boolean, also {@code true} or {@code false}.
 *   <li>A wanted field that is missing, there twice, {@code null}, an object or an array makes a
 *       message unusable. All others may be what they like.
 *   <li>The message must be one whole JSON object of at most 1 MiB, nested at most 1,000 deep, with
 *       names and numbers of at most 1,000 characters: what breaks off in its middle is no record,
 *       even when all that is wanted came before.
 * </ul>
 *
 * @param <T> what the mapper makes of each object
 */
public final class JsonMessages<T> implements MessageDecoder<T> {

    private static final long serialVersionUID = 1L;

    private final RecordMapper<T> mapper;
    private final FieldRules rules;
    private transient @Nullable JsonFields fields;
    private transient @Nullable Utf8 utf8;

    public JsonMessages(RecordMapper<T> mapper, FieldRules rules) {
        this.mapper = mapper;
        this.rules = rules;
    }

    @Override
    public Decoded<T> decode(byte[] message, String source, long position) {
        try {
            return Decoded.of(decode(message, 0, message.length), message.length);
        } catch (BadFieldException e) {
            return e.decoded(
                    source,
                    position,
                    () -> Utf8.excerpt(message, 0, message.length),
                    message.length);
        }
    }

    @Override
    public TypeInformation<T> type() {
        return mapper.type();
    }

    RecordMapper<T> mapper() {
        return mapper;
    }

    /** The same with another mapper. */
    JsonMessages<T> with(RecordMapper<T> other) {
        return new JsonMessages<>(other, rules);
    }

    T decode(byte[] bytes, int offset, int length) throws BadFieldException {
        if (length > CsvLimits.DEFAULT.recordBytes()) {
            throw new BadFieldException("a message over 1 MiB");
        }
        requireUtf8(bytes, offset, offset + length);
        if (fields == null) {
            fields = new JsonFields(mapper.columns(), rules);
        }
        fields.take(bytes, offset, length);
        return mapper.map(fields);
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
}
