package io.oncestream.connector.jdbc;

import java.util.Optional;
import java.util.OptionalLong;
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
 * @param epoch of the start whose checkpoint this state is, of this instance or of a sibling; empty
 *     where there was none
 * @param job whose checkpoint this state is: the running one, where Flink has restarted it or only
 *     this instance, or the one that is resumed; empty where that is not known
 */
record Lineage(String id, boolean restored, OptionalLong epoch, Optional<String> job) {
    private static final String KEY = "lineage";
    private static final String EPOCH = "epoch";
    private static final String JOB = "job";
    private static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("lineage", Types.STRING, Types.STRING);

    /** Reads it from an operator's state, or begins it there. */
    static Lineage of(OperatorStateStore store, JobID runningJob) throws Exception {
        BroadcastState<String, String> state = store.getBroadcastState(STATE);
        String job = runningJob.toHexString();
        Optional<String> restoredJob = Optional.ofNullable(state.get(JOB));
        state.put(JOB, job);
        @Nullable String restored = state.get(KEY);
        if (restored != null) {
            @Nullable String epoch = state.get(EPOCH);
            return new Lineage(
                    restored,
                    true,
                    epoch == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(epoch)),
                    restoredJob);
        }
        state.put(KEY, job);
        return begun(job);
    }

    /** One that begins with this id. */
    static Lineage begun(String id) {
        return new Lineage(id, false, OptionalLong.empty(), Optional.empty());
    }

    /** Keeps the epoch of the running start for those that continue it. */
    static void keepEpoch(OperatorStateStore store, long epoch) throws Exception {
        store.getBroadcastState(STATE).put(EPOCH, Long.toString(epoch));
    }
}
