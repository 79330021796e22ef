package io.oncestream.launcher.demo.anomalies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the demonstration reads of the checkout: Seattle's weather. */
final class Weather {

    /** Of the hours, in the order of {@link Hour#values}. */
    static final List<String> COLUMNS = List.of("temperature", "pressure", "wind");

    /** Of the days. */
    static final List<String> DAY_COLUMNS =
            List.of("precipitation", "temp_max", "temp_min", "wind");

    private static final Path FOLDER = Path.of("jobs/collection/samples");

    private Weather() {}

    /** What is normal in an hour of the year: °C, hPa, m/s. */
    record Hour(Instant time, List<Double> values) {}

    /** A day, with its values as they are written. */
    record Day(Instant time, List<String> values, String weather) {}

    static List<Hour> hours(Path checkout) {
        return lines(checkout, "seattle-weather-hourly.csv").map(Weather::hour).toList();
    }

    private static Hour hour(List<String> fields) {
        return new Hour(
                Instant.parse(fields.get(0) + "Z"),
                Stream.of(2, 1, 3).map(column -> Double.valueOf(fields.get(column))).toList());
    }

    static List<Day> days(Path checkout) {
        return lines(checkout, "seattle-weather.csv")
                .map(
                        fields ->
                                new Day(
                                        Instant.parse(fields.get(0) + "T00:00:00Z"),
                                        fields.subList(1, 5),
                                        fields.get(5)))
                .toList();
    }

    private static Stream<List<String>> lines(Path checkout, String name) {
        try {
            return Files.readAllLines(checkout.resolve(FOLDER).resolve(name)).stream()
                    .skip(1)
                    .map(line -> Arrays.asList(line.split(",", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
