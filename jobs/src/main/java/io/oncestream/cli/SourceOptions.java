package io.oncestream.cli;

import io.oncestream.connector.format.ReadingColumns;
import io.oncestream.connector.format.ReadingDecoder;
import io.oncestream.connector.format.TimeFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a job's readings come from, and which fields they are made of. */
public final class SourceOptions {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description =
                    "What to read, as file:PATH. The path is a CSV file with a header, a folder of"
                            + " such files or a glob.")
    private String from = "";

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description =
                    "The column of the key. Default: all rows share one key, the empty string.")
    private @Nullable String key;

    @Option(
            names = "--time",
            required = true,
            paramLabel = "COLUMN",
            description = "The column of the event time.")
    private String time = "";

    @Option(
            names = "--value",
            required = true,
            paramLabel = "COLUMN",
            description = "The column of the value.")
    private String value = "";

    @Option(
            names = "--weight",
            paramLabel = "COLUMN",
            description =
                    "The column of the value's weight in the weighted mean. Default: no weights.")
    private @Nullable String weight;

    @Option(
            names = "--time-format",
            paramLabel = "PATTERN",
            description =
                    "How times are written, as yyyy/MM/dd HH:mm. Default: ISO 8601, or a number:"
                            + " seconds since 1970 below 100000000000, milliseconds from there"
                            + " on.")
    private @Nullable String timeFormat;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            defaultValue = "UTC",
            description = "The time zone of times without one. Default: UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    public String from() {
        return from;
    }

    /**
     * Makes readings of the columns that these options name.
     *
     * @throws IllegalArgumentException when there is no such time format
     */
    public ReadingDecoder decoder() {
        return new ReadingDecoder(
                new ReadingColumns(key, time, value, weight), new TimeFormat(timeFormat, zone));
    }
}
