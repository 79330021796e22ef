package io.oncestream.connector.format;

import java.io.IOException;

/** One JSON object after the other, each a line. */
final class JsonLineReader<T> extends JsonReader<T> {

    JsonLineReader(Lines lines, JsonMessages<T> messages, String source) {
        super(lines, messages, source);
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
    String tooLong() {
        return "a line over 1 MiB";
    }

    @Override
    public void skipTo(long offset) throws IOException {
        lines.skipTo(offset);
    }
}
