package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.paxos.CounterStart.Restored;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Which history of a job this is, and where its present attempt began, in Flink's broadcast state:
 * it is the same in all instances.
 */
final class PaxosLineage {
    private static final String ID = "lineage";
    private static final String RUN = "run";
    private static final String FIRST = "first";
    private static final String BASE_RUN = "base-run";
    private static final String BASE_CHECKPOINT = "base-checkpoint";
    private static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("lineage", Types.STRING, Types.STRING);

    private final BroadcastState<String, String> state;
    private final String id;
    private final Optional<Restored> restored;

    private PaxosLineage(
            BroadcastState<String, String> state, String id, Optional<Restored> restored) {
        this.state = state;
        this.id = id;
        this.restored = restored;
    }

    /**
     * What was restored, or one that begins here.
     *
     * @param job Flink's id of the job, by which one that begins is called
     * @param run the present one
     */
    static PaxosLineage begin(
            OperatorStateStore store, String job, String run, OptionalLong checkpoint)
            throws Exception {
        BroadcastState<String, String> state = store.getBroadcastState(STATE);
        @Nullable String id = state.get(ID);
        @Nullable String before = state.get(RUN);
        if (id == null || before == null || checkpoint.isEmpty()) {
            state.put(ID, job);
            state.put(RUN, run);
            return new PaxosLineage(state, job, Optional.empty());
        }
        Restored restored =
                new Restored(
                        before,
                        checkpoint.getAsLong(),
                        Long.parseLong(orElse(state.get(FIRST), "0")),
                        orElse(state.get(BASE_RUN), ""),
                        Long.parseLong(orElse(state.get(BASE_CHECKPOINT), "0")));
        state.put(RUN, run);
        state.put(BASE_RUN, before);
        state.put(BASE_CHECKPOINT, Long.toString(checkpoint.getAsLong()));
        state.remove(FIRST);
        return new PaxosLineage(state, id, Optional.of(restored));
    }

    /** Keeps the first checkpoint in which this attempt takes part. */
    void snapshot(long checkpointId) throws Exception {
        if (!state.contains(FIRST)) {
            state.put(FIRST, Long.toString(checkpointId));
        }
    }

    private static String orElse(@Nullable String value, String other) {
        return value == null ? other : value;
    }

    /** The same over all restarts, savepoints and rescales. */
    String id() {
        return id;
    }

    /** The state that was restored; empty where nothing was. */
    Optional<Restored> restored() {
        return restored;
    }
}
