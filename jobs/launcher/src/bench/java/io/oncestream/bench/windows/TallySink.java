package io.oncestream.bench.windows;
import io.oncestream.bench.measure.Tally;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Flink's end of the tally. */
final class TallySink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;

    private final Counting<T> counting;

    TallySink(Counting<T> counting) {
        this.counting = counting;
    }

    /** Takes a row apart. */
    interface Counting<T> extends Serializable {
        void count(T row, Tally tally);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(counting);
    }

    private static final class Writer<T> implements SinkWriter<T> {

        private final Tally tally = new Tally();
        private final Counting<T> counting;

        Writer(Counting<T> counting) {
            this.counting = counting;
        }

        @Override
        public void write(T row, Context context) {
            counting.count(row, tally);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                tally.publish();
            }
        }

        @Override
        public void close() {}
    }
}
