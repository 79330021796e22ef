package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of CSV rows without a header, one a message (RFC 4180, UTF-8): its fields are
 * separated by commas and have the given names, in their order. A line break at the end is ignored;
 * a message of several rows is rejected, and so is one over 1 MiB.
 *
 * @param <T> what the mapper makes of each row
 */
public final class CsvMessages<T> implements MessageDecoder<T> {

    private static final long serialVersionUID = 1L;

    private final RecordMapper<T> mapper;
    private final FieldRules rules;
    private final int[] positions;
    private final int names;
    private transient @Nullable CsvMessage row;
    private transient @Nullable CsvFields fields;

    /**
     * @param names of all fields of a row
     * @throws IllegalArgumentException when a wanted column is not one of the names, unless it is
     *     optional, or several
     */
    public CsvMessages(List<String> names, RecordMapper<T> mapper, FieldRules rules) {
        this.mapper = mapper;
        this.rules = rules;
        this.names = names.size();
        this.positions =
                mapper.columns().stream().mapToInt(column -> position(names, column)).toArray();
    }

    private static int position(List<String> names, WantedColumn column) {
        int count = Collections.frequency(names, column.name());
        if (count != 1 && !(count == 0 && column.optional())) {
            throw new IllegalArgumentException(
                    "--columns %s: %s column is named \"%s\", which is wanted as %s; name all fields of a message once each, in their order, or correct which is wanted"
                            .formatted(
                                    String.join(",", names),
                                    count == 0 ? "no" : "more than one",
                                    column.name(),
                                    column.use()));
        }
        return names.indexOf(column.name());
    }

    @Override
    public Decoded<T> decode(byte[] message, String source, long position) {
        if (row == null || fields == null) {
            row = new CsvMessage(positions, names);
            fields = new CsvFields(mapper.columns(), rules);
        }
        try {
            row.scan(message);
            return Decoded.of(mapper.map(fields.of(row)), message.length);
        } catch (BadFieldException e) {
            return e.decoded(
                    source,
                    position,
                    () -> Utf8.excerpt(message, 0, message.length),
                    message.length);
        }
    }

    @Override
    public TypeInformation<T> type() {
        return mapper.type();
    }
}
