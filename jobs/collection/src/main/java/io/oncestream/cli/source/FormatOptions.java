package io.oncestream.cli.source;

import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.ZoneConverter;
import io.oncestream.connector.format.CsvFormat;
import io.oncestream.connector.format.CsvMessages;
import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.FormatName;
import io.oncestream.connector.format.JsonLines;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.MaxAhead;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.format.NumberFormat;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.format.RepeatedHour;
import io.oncestream.connector.format.TimeFormat;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How records are written, whatever they are made of, and how far ahead they may be. */
final class FormatOptions {

    private static final Duration MAX_AHEAD_OF_MESSAGES = Duration.ofDays(1);

    /** One whose clock is ahead takes event time there for all others. */
    private static final Duration MAX_AHEAD_OF_COMMANDS = Duration.ofSeconds(1);

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description =
                    "How times are written: a pattern, as yyyy/MM/dd HH:mm, or what a number counts"
                            + " since 1970, as epoch-seconds, epoch-millis, epoch-micros,"
                            + " epoch-nanos or epoch-days. Default: ISO 8601, or a number that can"
                            + " hardly be anything but seconds or milliseconds.")
    private @Nullable String timeFormat;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            defaultValue = "UTC",
            description = "The time zone of times without one. Default: UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--repeated-hour",
            paramLabel = "RULE",
            defaultValue = "reject",
            description =
                    "What a time in --zone is that clocks show twice, as they go back: reject, or"
                            + " the first or the second of the two. Default: reject.")
    private RepeatedHour repeatedHour = RepeatedHour.REJECT;

    @Option(
            names = "--decimal",
            paramLabel = "CHAR",
            defaultValue = ".",
            description =
                    "What stands in front of the fraction of a number: . or ,; the numbers of JSON"
                            + " itself have a point. Default: .")
    private char decimal = '.';

    @Option(
            names = "--missing",
            paramLabel = "VALUES",
            description =
                    "What stands where a number is missing, as -200,-999,NA: such a record is"
                            + " counted and skipped, and not rejected. -999 is -999.0 too. With"
                            + " --decimal , they are separated by semicolons, as '-200;-99,9'.")
    private @Nullable String missing;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How records are written: csv or json. Default: for files what their names"
                            + " say, CSV unless they end with .json, .jsonl or .ndjson; else"
                            + " json.")
    private @Nullable FormatName format;

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            description =
                    "The names of all fields of a CSV message, which has no header, as"
                            + " symbol,ts,price. --format csv needs them, files excepted.")
    private @Nullable String csvColumns;

    @Option(
            names = "--max-ahead",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How far ahead of the clock a time may be: a record from beyond is rejected,"
                            + " since it would make all that come after it late. Default: 1d, for"
                            + " commands 1s, and no limit for files.")
    private @Nullable Duration maxAhead;

    /** A CSV message has no header, and a JSON message needs none. */
    void checkColumns(CommandLine line) {
        if (format == FormatName.CSV && csvColumns == null) {
            throw new ParameterException(
                    line,
                    "--format csv needs --columns for messages: the names of their fields, as"
                            + " --columns symbol,ts,price");
        }
        if (format != FormatName.CSV && csvColumns != null) {
            throw new ParameterException(
                    line, "--columns is for --format csv: JSON has the names in each message");
        }
    }

    <T> RecordFormats<T> files(RecordMapper<T> mapper) {
        FieldRules rules =
                rules(maxAhead == null ? MaxAhead.UNLIMITED : MaxAhead.ofSystemClock(maxAhead));
        return new RecordFormats<>(
                new CsvFormat<>(mapper, rules),
                new JsonLines<>(new JsonMessages<>(mapper, rules)),
                format);
    }

    <T> MessageDecoder<T> messages(RecordMapper<T> mapper, boolean commands) {
        Duration usual = commands ? MAX_AHEAD_OF_COMMANDS : MAX_AHEAD_OF_MESSAGES;
        FieldRules rules = rules(MaxAhead.ofSystemClock(maxAhead == null ? usual : maxAhead));
        return csvColumns == null
                ? new JsonMessages<>(mapper, rules)
                : new CsvMessages<>(names(csvColumns), mapper, rules);
    }

    private FieldRules rules(MaxAhead limit) {
        return new FieldRules(
                new TimeFormat(timeFormat, zone, repeatedHour),
                limit,
                missing == null
                        ? new NumberFormat(decimal, List.of())
                        : NumberFormat.of(decimal, missing));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }

    ZoneId zone() {
        return zone;
    }
}
