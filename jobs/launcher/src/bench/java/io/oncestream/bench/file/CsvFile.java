package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.launcher.home.Home;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;

/** The input of a case: {@code key,time,value,weight}, about 41 bytes a row. */
final class CsvFile {

    static final String KEYS = "keys";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private static final long START_MILLIS = 1_577_836_800_000L; // 2020-01-01

    private CsvFile() {}

    /** Makes it unless it is there. */
    static Path of(Case one) {
        String name =
                "readings-%s-%s-%s.csv"
                        .formatted(one.text(Case.READINGS), one.text(KEYS), one.text("seed"));
        Path file = Home.fromSystemProperties().folder("bench/file").resolve(name);
        if (!Files.exists(file)) {
            try {
                // In one step: one that is not whole must never be taken for the file.
                Path part = file.resolveSibling(name + ".part");
                write(part, one);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return file;
    }

    private static void write(Path file, Case one) throws IOException {
        SplittableRandom random = new SplittableRandom(one.number("seed"));
        int keys = one.number(KEYS);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("key,time,value,weight\n");
            StringBuilder row = new StringBuilder();
            for (long i = 0; i < one.number(Case.READINGS); i++) {
                row.setLength(0);
                row.append('k').append(random.nextInt(keys)).append(',');
                TIME.formatTo(time(START_MILLIS + i * 3456 / 10), row);
                row.append(',').append(random.nextInt(10_000_000) / 1e5);
                row.append(',').append(1 + random.nextInt(10)).append('\n');
                out.append(row);
            }
        }
    }

    private static LocalDateTime time(long millis) {
        int nanos = (int) (millis % 1_000) * 1_000_000;
        return LocalDateTime.ofEpochSecond(millis / 1_000, nanos, ZoneOffset.UTC);
    }
}
