package io.oncestream.connector.source.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.format.Utf8;
import io.oncestream.connector.source.spool.SpoolRecord;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.nio.ByteBuffer;

/**
 * What is spooled: a line as it came (kind 1), or what is no line and why (kind 2: the length of
 * the reason in 2 bytes, the reason in UTF-8, the start of what came). The kinds are fixed for
 * good; kind 3 is that of {@link NumberedDatagrams}.
 */
final class SpooledLine {

    private static final byte LINE = 1;
    private static final byte REJECTED = 2;

    /** More than a rejected record shows. */
    private static final int EXCERPT_BYTES = 4_000;

    private SpooledLine() {}

    static SpoolRecord line(byte[] line) {
        return new SpoolRecord(LINE, line);
    }

    static SpoolRecord rejected(String reason, byte[] bytes) {
        byte[] words = reason.getBytes(UTF_8);
        int excerpt = Math.min(bytes.length, EXCERPT_BYTES);
        byte[] payload =
                ByteBuffer.allocate(Short.BYTES + words.length + excerpt)
                        .putShort((short) words.length)
                        .put(words)
                        .put(bytes, 0, excerpt)
                        .array();
        return new SpoolRecord(REJECTED, payload);
    }

    static <T> Decoded<T> decode(
            SpoolRecord record, MessageDecoder<T> decoder, String source, long offset) {
        byte[] payload = record.payload();
        return switch (record.kind()) {
            case LINE -> decoder.decode(payload, source, offset);
            case REJECTED -> {
                int reasonEnd = Short.BYTES + ByteBuffer.wrap(payload).getShort();
                String reason = new String(payload, Short.BYTES, reasonEnd - Short.BYTES, UTF_8);
                String excerpt = Utf8.excerpt(payload, reasonEnd, payload.length);
                RejectedRecord rejected = new RejectedRecord(source, offset, excerpt, reason);
                yield Decoded.rejected(rejected, payload.length - reasonEnd);
            }
            default ->
                    throw new IllegalStateException(
                            "offset %d of the spool of %s is of kind %d: use the version that wrote it"
                                    .formatted(offset, source, record.kind()));
        };
    }

    static boolean isLine(SpoolRecord record) {
        return record.kind() == LINE;
    }

    static boolean isRejected(SpoolRecord record) {
        return record.kind() == REJECTED;
    }
}
