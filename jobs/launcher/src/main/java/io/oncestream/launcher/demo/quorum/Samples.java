package io.oncestream.launcher.demo.quorum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the demonstration reads of the checkout. */
final class Samples {

    private static final Path FOLDER = Path.of("jobs/collection/samples");
    private static final int TEMPERATURE = 2;

    private Samples() {}

    static Path feeds(Path checkout) {
        return checkout.resolve(FOLDER).resolve("quorum-feeds.txt");
    }

    /** The normal temperature of each hour of a year, in °C. */
    static List<BigDecimal> normals(Path checkout) {
        Path file = checkout.resolve(FOLDER).resolve("seattle-weather-hourly.csv");
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .map(line -> new BigDecimal(line.split(",", -1)[TEMPERATURE]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
