package io.oncestream.connector.source.generator;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;

/**
 * Readings that follow from a seed: reading i, counted from 0, has the event time {@link
 * GeneratorOptions#START} + i × step, one of the keys, all of them equally likely, a value from 0
 * to 100 with all the digits of a double, and a whole weight from 1 to 10. Parallelism, rate and
 * failures change nothing of it.
 *
 * <p>Event time ascends in each subtask, also after a restore and a change of the parallelism. At a
 * rate the subtasks go side by side; at full speed they may drift apart, as far as one gets less of
 * a processor than another. What event time holds back downstream, such as open windows, grows with
 * that distance; nothing here bounds it.
 *
 * <p>The indexes are divided into 120 residue classes, Flink's splits, each of which keeps its next
 * index in the state: exactly once, whatever the parallelism before and after. Subtasks beyond the
 * 120th have nothing to do. Without a count the source is unbounded, and ends with the year 9999 of
 * event time. A job that is resumed goes on with the parameters that it is given then.
 */
public final class GeneratedReadings {

    private GeneratedReadings() {}

    public static Source<Decoded<Reading>, ?, ?> source(GeneratorOptions options) {
        return new GeneratorSource(options);
    }

    /** The same readings without Flink, one after the other and at no particular rate. */
    public static Stream<Reading> inOrder(GeneratorOptions options) {
        SeededReadings readings = new SeededReadings(options);
        return LongStream.range(0, options.end()).mapToObj(readings::at);
    }
}
