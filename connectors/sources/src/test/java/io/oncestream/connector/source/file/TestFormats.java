package io.oncestream.connector.source.file;

import io.oncestream.connector.format.CsvFormat;
import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.FormatName;
import io.oncestream.connector.format.JsonLines;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.format.RecordMapper;

/** Formats that read the same columns, with times in UTC. */
final class TestFormats {

    private TestFormats() {}

    /** By the files' names. */
    static <T> RecordFormats<T> of(RecordMapper<T> mapper) {
        return of(mapper, null);
    }

    static <T> RecordFormats<T> of(RecordMapper<T> mapper, FormatName given) {
        return new RecordFormats<>(
                new CsvFormat<>(mapper, FieldRules.DEFAULT),
                new JsonLines<>(new JsonMessages<>(mapper, FieldRules.DEFAULT)),
                given);
    }
}
