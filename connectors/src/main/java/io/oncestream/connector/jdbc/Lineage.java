package io.oncestream.connector.jdbc;

import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * One history of a job through all restarts, savepoints and rescales. It is the id that Flink gave
 * the job when it first started, so all sinks of the job have the same without a word between them,
 * and a restart before the first checkpoint finds it again, also where {@code main} runs anew after
 * the loss of a JobManager. From the first checkpoint on it is in state: a resumed job has another
 * id and the same lineage.
 *
 * <p>The state is broadcast state, a copy in each parallel instance: Flink takes no checkpoint
 * while some instances of an operator with union list state have finished and others have not.
 *
 * @param id Flink's job id in hexadecimal
 * @param restored whether it comes from state: then the job continues what its tables hold
 */
record Lineage(String id, boolean restored) {
    private static final String KEY = "lineage";
    private static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("lineage", Types.STRING, Types.STRING);

    /** Reads it from an operator's state, or begins it there. */
    static Lineage of(OperatorStateStore store, JobID runningJob) throws Exception {
        BroadcastState<String, String> state = store.getBroadcastState(STATE);
        @Nullable String restored = state.get(KEY);
        if (restored != null) {
            return new Lineage(restored, true);
        }
        String begun = runningJob.toHexString();
        state.put(KEY, begun);
        return new Lineage(begun, false);
    }
}
