package io.oncestream.connector.source.file;

import io.oncestream.connector.format.CsvReadings;
import io.oncestream.connector.format.FormatName;
import io.oncestream.connector.format.JsonLines;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.ReadingColumns;
import io.oncestream.connector.format.ReadingDecoder;
import io.oncestream.connector.format.ReadingFormats;
import io.oncestream.connector.format.TimeFormat;
import java.time.ZoneOffset;

/** Formats that read the same columns, with times in UTC. */
final class TestFormats {

    private static final TimeFormat TIMES = new TimeFormat(null, ZoneOffset.UTC);

    private TestFormats() {}

    /** By the files' names. */
    static ReadingFormats of(ReadingColumns columns) {
        return of(columns, null);
    }

    static ReadingFormats of(ReadingColumns columns, FormatName given) {
        return new ReadingFormats(
                new CsvReadings(new ReadingDecoder(columns, TIMES)),
                new JsonLines(new JsonMessages(columns, TIMES)),
                given);
    }
}
