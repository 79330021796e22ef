package io.oncestream.connector.source.generator;

import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/** The indexes of several splits in ascending order. */
final class AscendingIndexes {

    /** The next index of each split, ascending from the head on, as a ring. */
    private final long[] next;

    private int head;

    /**
     * @param splits at least one
     */
    AscendingIndexes(Collection<GeneratorSplit> splits) {
        next = splits.stream().mapToLong(GeneratorSplit::next).sorted().toArray();
    }

    /** The smallest index that has not been passed. */
    long current() {
        return next[head];
    }

    /**
     * Passes the current index. As a rule its split is the last then and the ring just turns;
     * splits of readers that had come differently far, which a change of the parallelism brings
     * together, have to be sorted in until the ones behind have caught up.
     */
    void advance() {
        long moved = next[head] + GeneratorSplit.CLASSES;
        int behind = behind(head);
        int last = head == 0 ? next.length - 1 : head - 1;
        if (moved > next[last]) {
            next[head] = moved;
            head = behind;
            return;
        }
        int at = head;
        for (; next[behind] < moved; behind = behind(behind)) {
            next[at] = next[behind];
            at = behind;
        }
        next[at] = moved;
    }

    private int behind(int at) {
        return at + 1 == next.length ? 0 : at + 1;
    }

    List<GeneratorSplit> splits() {
        return LongStream.of(next).mapToObj(GeneratorSplit::new).toList();
    }

    int size() {
        return next.length;
    }
}
