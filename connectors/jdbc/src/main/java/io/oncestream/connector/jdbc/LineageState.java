package io.oncestream.connector.jdbc;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.ledger.KnownInstance;
import io.oncestream.connector.jdbc.ledger.KnownTables;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Lineage} in Flink's state.
 *
 * <p>What all instances have alike is broadcast state, a copy in each: Flink takes no checkpoint
 * while some instances of an operator with union list state have finished and others have not
 * (FLIP-147). What differs between them is an {@link InstanceState}.
 */
final class LineageState {
    private static final String ID = "lineage";
    private static final String EPOCH = "epoch";
    private static final String RUN = "run";
    private static final String FROM = "from";
    private static final String FIRST = "first";
    private static final String TABLE = "table";
    private static final String COMMITTED = "committed:";
    private static final String LEFT = "left:";
    private static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("lineage", Types.STRING, Types.STRING);

    private final BroadcastState<String, String> state;
    private final InstanceState instances;
    private List<KnownInstance> ofOtherTables = List.of();
    private @Nullable KnownInstance known;

    private LineageState(BroadcastState<String, String> state, InstanceState instances) {
        this.state = state;
        this.instances = instances;
    }

    static LineageState of(OperatorStateStore store) throws Exception {
        return new LineageState(store.getBroadcastState(STATE), InstanceState.of(store));
    }

    /** What was restored, or a lineage that begins here. */
    Lineage begin(JobID runningJob, String run) throws Exception {
        String job = runningJob.toHexString();
        Optional<String> restoredRun = Optional.ofNullable(state.get(RUN));
        state.put(RUN, run);
        @Nullable String restored = state.get(ID);
        if (restored == null) {
            state.put(ID, job);
            return Lineage.begun(job);
        }
        @Nullable String epoch = state.get(EPOCH);
        return new Lineage(
                restored,
                true,
                epoch == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(epoch)),
                restoredRun,
                gap(),
                new KnownTables(
                        Optional.ofNullable(state.get(TABLE)),
                        all(COMMITTED),
                        all(LEFT),
                        instances.restored()));
    }

    private Optional<Lineage.Gap> gap() throws Exception {
        @Nullable String from = state.get(FROM);
        @Nullable String first = state.get(FIRST);
        return from == null || first == null
                ? Optional.empty()
                : Optional.of(new Lineage.Gap(Long.parseLong(from), Long.parseLong(first)));
    }

    private Map<String, Long> all(String prefix) throws Exception {
        Map<String, Long> checkpoints = new HashMap<>();
        for (Map.Entry<String, String> entry : state.immutableEntries()) {
            if (entry.getKey().startsWith(prefix)) {
                checkpoints.put(
                        entry.getKey().substring(prefix.length()),
                        Long.parseLong(entry.getValue()));
            }
        }
        return checkpoints;
    }

    /** Keeps for those that continue this start which one it was and what it writes. */
    void started(StartedWriter writer, OptionalLong restoredCheckpoint) throws Exception {
        state.put(EPOCH, Long.toString(writer.id().epoch()));
        state.put(FROM, Long.toString(restoredCheckpoint.orElse(0)));
        state.remove(FIRST);
        @Nullable String before = state.get(TABLE);
        String now = writer.table().name();
        if (before != null && !before.equals(now)) {
            state.put(LEFT + before, Long.toString(restoredCheckpoint.orElse(0)));
        }
        state.remove(LEFT + now);
        state.put(TABLE, now);
        state.remove(COMMITTED + now);
        known = writer.known();
        ofOtherTables =
                instances.restored().stream()
                        .filter(instance -> !instance.table().equals(now))
                        .toList();
    }

    /**
     * Keeps the first checkpoint in which this start takes part, and up to which one the table has
     * the rows of an index for certain.
     */
    void snapshot(long checkpointId, Map<Integer, Long> committed) throws Exception {
        if (!state.contains(FIRST)) {
            state.put(FIRST, Long.toString(checkpointId));
        }
        known = requireNonNull(known, "started comes first").plus(committed);
        instances.keep(Stream.concat(ofOtherTables.stream(), Stream.of(known)).toList());
    }
}
