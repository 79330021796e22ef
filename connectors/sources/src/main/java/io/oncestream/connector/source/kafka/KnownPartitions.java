package io.oncestream.connector.source.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a bounded run whose partitions were found before its state was written: there are no
 * others, for what was added since holds nothing that was there at the start.
 *
 * <p>Flink's own enumerator (connector 5.0.0) asks the brokers again and says that there are no
 * more splits only when it finds a new one; without that word no reader ends, and neither does the
 * job.
 */
final class KnownPartitions implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final Set<KafkaPartitionSplit> assigned;
    private final Set<KafkaPartitionSplit> unassigned;

    KnownPartitions(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
        this.context = context;
        this.assigned = new HashSet<>(state.assignedSplits());
        this.unassigned = new HashSet<>(state.unassignedSplits());
    }

    @Override
    public void start() {}

    /** Readers ask for nothing: they are given what is theirs when they register. */
    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addReader(int subtask) {
        List<KafkaPartitionSplit> theirs =
                unassigned.stream().filter(split -> owner(split) == subtask).toList();
        if (!theirs.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(Map.of(subtask, theirs)));
            theirs.forEach(unassigned::remove);
            assigned.addAll(theirs);
        }
        context.signalNoMoreSplits(subtask);
    }

    private int owner(KafkaPartitionSplit split) {
        return split.getPartition() % context.currentParallelism();
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        splits.forEach(assigned::remove);
        unassigned.addAll(splits);
        if (context.registeredReaders().containsKey(subtask)) {
            addReader(subtask);
        }
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) {
        return new KafkaSourceEnumState(assigned, unassigned, true);
    }

    @Override
    public void close() {}
}
