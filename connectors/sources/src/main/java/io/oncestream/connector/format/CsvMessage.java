package io.oncestream.connector.format;

import org.jspecify.annotations.Nullable;

/** The one row of a message at a time. */
final class CsvMessage implements CsvRow {

    private static final byte[] NONE = {};

    private final int[] positions;
    private final int names;
    private final RowScanner scanner = new RowScanner((byte) ',', CsvLimits.DEFAULT.recordLines());
    private final Utf8 utf8 = new Utf8();
    private byte[] bytes = NONE;
    private boolean ascii;
    private @Nullable String broken;

    CsvMessage(int[] positions, int names) {
        this.positions = positions;
        this.names = names;
    }

    /** Takes the message as the row that this is from now on. */
    void scan(byte[] message) {
        bytes = message;
        broken = problem(message);
    }

    private @Nullable String problem(byte[] message) {
        if (message.length > CsvLimits.DEFAULT.recordBytes()) {
            return "a message over 1 MiB";
        }
        int end = scanner.scan(message, 0, message.length, true);
        if (end < 0) {
            return "broken CSV: " + scanner.broken();
        }
        if (end < message.length) {
            return "the message has more than one row";
        }
        ascii = Utf8.isAscii(message, 0, end);
        return ascii || utf8.isValid(message, 0, end) ? null : "it holds bytes that are not UTF-8";
    }

    @Override
    public @Nullable String broken() {
        return broken;
    }

    @Override
    public int fields() {
        return scanner.fields();
    }

    @Override
    public int headerFields() {
        return names;
    }

    @Override
    public int position(int column) {
        return positions[column];
    }

    @Override
    public @Nullable String text(int column) {
        int field = positions[column];
        return field < fields() ? scanner.text(bytes, 0, field, ascii) : null;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int start(int column) {
        int field = positions[column];
        return field < fields() ? scanner.start(field) : -1;
    }

    @Override
    public int end(int column) {
        return scanner.end(positions[column]);
    }
}
