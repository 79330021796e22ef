package io.oncestream.connector.source.spool;

/**
 * What a spool keeps.
 *
 * @param kind what the payload is, 1 to 127; the spool gives it no meaning
 * @param payload at most {@link #PAYLOAD_BYTES_MAX}
 */
@SuppressWarnings("ArrayRecordComponent") // Records are not compared.
public record SpoolRecord(byte kind, byte[] payload) {

    public static final int PAYLOAD_BYTES_MAX = 2 << 20;

    public SpoolRecord {
        if (kind < 1 || payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a record of kind %d with %d bytes: at most %d fit"
                            .formatted(kind, payload.length, PAYLOAD_BYTES_MAX));
        }
    }
}
