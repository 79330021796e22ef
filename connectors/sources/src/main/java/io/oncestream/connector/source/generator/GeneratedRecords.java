package io.oncestream.connector.source.generator;

import io.oncestream.state.reading.Decoded;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;

/**
 * The records of a {@link Sequence}. Parallelism, rate and failures change nothing of them.
 *
 * <p>Event time ascends in each subtask, also after a restore and a change of the parallelism. At a
 * rate the subtasks go side by side; at full speed they may drift apart, as far as one gets less of
 * a processor than another. What event time holds back downstream, such as open windows, grows with
 * that distance; nothing here bounds it.
 *
 * <p>The indexes are divided into 120 residue classes, Flink's splits, each of which keeps its next
 * index in the state: exactly once, whatever the parallelism before and after. Subtasks beyond the
 * 120th have nothing to do. Without a count the source is unbounded, and ends with the sequence. A
 * job that is resumed goes on with the parameters that it is given then.
 */
public final class GeneratedRecords {

    private GeneratedRecords() {}

    public static <T> Source<Decoded<T>, ?, ?> source(GeneratorOptions<T> options) {
        return new GeneratorSource<>(options);
    }

    /** The same records without Flink, one after the other and at no particular rate. */
    public static <T> Stream<T> inOrder(GeneratorOptions<T> options) {
        return LongStream.range(0, options.end()).mapToObj(options.sequence()::at);
    }
}
