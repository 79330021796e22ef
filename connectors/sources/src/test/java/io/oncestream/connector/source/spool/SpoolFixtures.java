package io.oncestream.connector.source.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the tests of a spool have in common. */
final class SpoolFixtures {

    private SpoolFixtures() {}

    /** A small one, of small segments. */
    static SpoolOptions options(Path folder, Duration refuseAfter) {
        return new SpoolOptions(folder, "test", 20_000, 2_000, refuseAfter);
    }

    static void append(Spool spool, String line) {
        try {
            spool.append(records(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<SpoolRecord> records(String... texts) {
        return Arrays.stream(texts)
                .map(text -> new SpoolRecord((byte) 1, text.getBytes(UTF_8)))
                .toList();
    }

    static String text(SpoolRecord record) {
        return new String(record.payload(), UTF_8);
    }

    static List<String> read(Spool spool, long offset) throws IOException {
        List<String> texts = new ArrayList<>();
        try (SpoolCursor cursor = spool.cursor(offset)) {
            SpoolRecord record = cursor.next();
            while (record != null) {
                texts.add(text(record));
                record = cursor.next();
            }
        }
        return texts;
    }
}
