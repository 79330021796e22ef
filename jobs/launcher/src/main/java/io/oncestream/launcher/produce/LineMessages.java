package io.oncestream.launcher.produce;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.oncestream.connector.format.JsonLines;
import io.oncestream.connector.source.file.InputFiles;
import io.oncestream.launcher.failure.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file as they are, the empty ones left out. */
final class LineMessages implements MessageInput {

    private static final int LINE_BYTES_MAX = 1 << 20;

    private final Path path;
    private final InputStream in;
    private final FileKey key;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    LineMessages(Path path, FileKey key) throws IOException {
        try (InputStream beginning = InputFiles.open(path)) {
            if (JsonLines.goesOverLines(beginning)) {
                throw new IllegalArgumentException(
                        path
                                + " holds JSON over several lines, and each line would be a"
                                + " message: jq -c makes one line of an object, jq -c '.[]' of each"
                                + " element");
            }
        }
        this.path = path;
        this.key = key;
        this.in = InputFiles.open(path);
    }

    @Override
    public @Nullable Message next() throws IOException {
        while (true) {
            byte[] bytes = nextLine();
            if (bytes == null) {
                return null;
            }
            if (bytes.length > 0) {
                return message(bytes);
            }
        }
    }

    /** Without its line break. */
    private byte @Nullable [] nextLine() throws IOException {
        line.reset();
        number++;
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == LINE_BYTES_MAX) {
                throw failure("a line over 1 MiB", null);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toByteArray();
    }

    private Message message(byte[] line) throws IOException {
        String column = key.column();
        if (column == null) {
            return FileKey.message(null, line);
        }
        try {
            String op = key.op();
            if (op != null && FileKey.isTick(JsonObject.field(line, op))) {
                return Message.forAllPartitions(line);
            }
            String text = JsonObject.field(line, column);
            if (text != null) {
                return FileKey.message(text, line);
            }
            throw failure("--key: there is no field " + column, null);
        } catch (JsonProcessingException e) {
            throw failure("--key: is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private FailureException failure(String what, @Nullable Exception e) {
        String text = "%s, line %d: %s".formatted(path, number, what);
        return e == null ? new FailureException(text) : new FailureException(text, e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
