package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Holds a checkpoint back, or declines it, after its barrier has gone on to the sinks: when Flink
 * writes this operator's state on a thread of its own, while rows go on flowing.
 */
final class CheckpointGate implements MapFunction<Entry, Entry>, CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** What happens to a checkpoint. It runs when the checkpoint is written. */
    interface Plan extends Serializable {
        Plan ALL_PASS = checkpointId -> {};

        /** Returns when the checkpoint may be written; throws where it is declined. */
        void reached(long checkpointId) throws IOException;
    }

    private final CheckpointPace pace;
    private final Plan plan;
    private transient ListState<Long> state;

    CheckpointGate(CheckpointPace pace, Plan plan) {
        this.pace = pace;
        this.plan = plan;
    }

    @Override
    public Entry map(Entry row) {
        return row;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("gate", new Serializer(plan)));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.of(context.getCheckpointId()));
        pace.checkpointed();
    }

    /** Writes checkpoint ids, each as its plan says. */
    static final class Serializer extends TypeSerializerSingleton<Long> {
        private static final long serialVersionUID = 1L;

        private final Plan plan;

        Serializer(Plan plan) {
            this.plan = plan;
        }

        @Override
        public void serialize(Long checkpointId, DataOutputView target) throws IOException {
            plan.reached(checkpointId);
            target.writeLong(checkpointId);
        }

        @Override
        public Long deserialize(DataInputView source) throws IOException {
            return source.readLong();
        }

        @Override
        public Long deserialize(Long reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.writeLong(source.readLong());
        }

        @Override
        public Long copy(Long from) {
            return from;
        }

        @Override
        public Long copy(Long from, Long reuse) {
            return from;
        }

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public Long createInstance() {
            return 0L;
        }

        @Override
        public int getLength() {
            return Long.BYTES;
        }

        @Override
        public TypeSerializerSnapshot<Long> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Names the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Long> {
        public Snapshot() {
            super(() -> new Serializer(Plan.ALL_PASS));
        }
    }
}
