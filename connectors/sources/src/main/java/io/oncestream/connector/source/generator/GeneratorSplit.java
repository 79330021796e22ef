package io.oncestream.connector.source.generator;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A residue class of the indexes modulo {@link #CLASSES}, from the next index on.
 *
 * @param next the index of the next reading, from which the class follows
 */
record GeneratorSplit(long next) implements SourceSplit {

    /**
     * Fixed for good: what a checkpoint holds is read by it, at whatever parallelism. So many
     * readers can share the work, evenly at the parallelisms that divide it. Flink keeps seven
     * metrics for each split.
     */
    static final int CLASSES = 120;

    static List<GeneratorSplit> all() {
        return LongStream.range(0, CLASSES).mapToObj(GeneratorSplit::new).toList();
    }

    int residue() {
        return (int) (next % CLASSES);
    }

    @Override
    public String splitId() {
        return Integer.toString(residue());
    }
}
