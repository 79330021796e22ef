package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first records of a file before a job starts: numbers of which nobody has said what
 * time they are would all be rejected, and dates without separators that are taken for seconds
 * would all be wrong.
 */
final class FirstRecords<T> implements RecordMapper<T> {

    private static final long serialVersionUID = 1L;
    private static final int RECORDS = 100;

    /** Fewer seconds of one minute may well read as dates all. */
    private static final int DATES_MIN = 3;

    private final RecordMapper<T> mapper;
    private int clear;
    private int unclear;
    private int dates;
    private @Nullable String date;

    /**
     * @param mapper to be looked through: {@link #check} reads records that this one maps
     */
    FirstRecords(RecordMapper<T> mapper) {
        this.mapper = mapper;
    }

    /**
     * Reads the first records.
     *
     * @param format reads records that this maps
     * @return the texts of those that could not be used
     * @throws FormatException when most of their times are unclear; it shows the first that is
     */
    List<String> check(RecordFormat<T> format, InputStream in, String source) throws IOException {
        List<RejectedRecord> rejected = new ArrayList<>();
        @Nullable RejectedRecord firstUnclear = null;
        try {
            RecordReader<T> records = format.open(new Beginning(in), source);
            for (int i = 0; i < RECORDS && records.next(); i++) {
                Decoded<T> decoded = records.decode(0);
                RejectedRecord reject = decoded.rejected();
                if (decoded.value() == null && reject != null) {
                    rejected.add(reject);
                    firstUnclear = firstUnclear == null && unclear > 0 ? reject : firstUnclear;
                }
            }
        } catch (Beginning.Over e) {
            // Seen enough.
        }
        if (firstUnclear != null && unclear > clear) {
            throw new FormatException(
                    "%s, line %d: %s"
                            .formatted(
                                    firstUnclear.source(),
                                    firstUnclear.position(),
                                    firstUnclear.reason()));
        }
        if (dates >= DATES_MIN && dates == clear) {
            throw new FormatException(
                    "%s: all times of the first records read as dates too, as does %s"
                            .formatted(source, date));
        }
        return rejected.stream().map(RejectedRecord::text).toList();
    }

    /** Whether one of them could be used, or skipped. */
    boolean areSome() {
        return clear > 0;
    }

    @Override
    public T map(Fields fields) throws BadFieldException {
        WatchedTimes times = new WatchedTimes((TextFields) fields);
        try {
            T record = mapper.map(times);
            countClear(times);
            return record;
        } catch (BadFieldException e) {
            if (e.isUnclearTime()) {
                unclear++;
            } else if (e.isMissing()) {
                countClear(times);
            }
            throw e;
        }
    }

    private void countClear(WatchedTimes times) {
        clear++;
        if (times.date() != null) {
            dates++;
            date = times.date();
        }
    }

    @Override
    public List<WantedColumn> columns() {
        return mapper.columns();
    }

    @Override
    public TypeInformation<T> type() {
        return mapper.type();
    }
}
