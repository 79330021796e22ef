package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;

/** JSON objects of a file; how they are told from each other is the subclasses' matter. */
abstract class JsonReader<T> implements RecordReader<T> {

    final Lines lines;
    private final JsonMessages<T> messages;
    private final String source;

    JsonReader(Lines lines, JsonMessages<T> messages, String source) {
        this.lines = lines;
        this.messages = messages;
        this.source = source;
    }

    @Override
    public final Decoded<T> decode(long bytes) {
        try {
            return Decoded.of(decode(), bytes);
        } catch (BadFieldException e) {
            return e.decoded(source, lines.number(), lines::excerpt, bytes);
        }
    }

    private T decode() throws BadFieldException {
        if (lines.isSkipped()) {
            throw new BadFieldException(tooLong());
        }
        int start = lines.window().start();
        return messages.decode(lines.window().bytes(), start, lines.contentEnd() - start);
    }

    /** Why a record over 1 MiB is none. */
    abstract String tooLong();

    @Override
    public final long endOffset() {
        return lines.endOffset();
    }
}
