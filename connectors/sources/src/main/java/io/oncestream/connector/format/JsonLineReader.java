package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.io.IOException;

/** One JSON object after the other, each a line. */
final class JsonLineReader<T> implements RecordReader<T> {

    private final Lines lines;
    private final JsonMessages<T> messages;
    private final String source;

    JsonLineReader(Lines lines, JsonMessages<T> messages, String source) {
        this.lines = lines;
        this.messages = messages;
        this.source = source;
    }

    @Override
    public boolean next() throws IOException {
        if (!lines.begin()) {
            return false;
        }
        lines.takeLine();
        return true;
    }

    @Override
    public Decoded<T> decode(long bytes) {
        try {
            return Decoded.of(decode(), bytes);
        } catch (BadFieldException e) {
            return Decoded.rejected(
                    new RejectedRecord(source, lines.number(), lines.excerpt(), e.reason()), bytes);
        }
    }

    private T decode() throws BadFieldException {
        if (lines.isSkipped()) {
            throw new BadFieldException("a line over 1 MiB");
        }
        int start = lines.window().start();
        return messages.decode(lines.window().bytes(), start, lines.contentEnd() - start);
    }

    @Override
    public long endOffset() {
        return lines.endOffset();
    }

    @Override
    public void skipTo(long offset) throws IOException {
        lines.skipTo(offset);
    }
}
