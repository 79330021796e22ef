package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.streaming.api.operators.StreamSink;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The state of a version that kept all of it in broadcast state. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class EarlyStateRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
    }

    @Test
    void isGoneOnWithAndKeptAnew() throws Exception {
        table.threeCheckpoints(APPEND);
        Checkpoint since;
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(early(8))) {
            since = sink.snapshot(9);
        }
        setBack();
        assertThatThrownBy(
                        () -> table.sink("three", APPEND, StartPolicy.REFUSE).resume(since).close())
                .hasMessageContaining("had committed checkpoint 7, and the table has checkpoint 5");
    }

    /** Red without what that version kept: it started. */
    @Test
    void isComparedWithTheDatabase() throws Exception {
        table.threeCheckpoints(APPEND);
        setBack();
        assertThatThrownBy(
                        () ->
                                table.sink("two", APPEND, StartPolicy.REFUSE)
                                        .resume(early(8))
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("had committed checkpoint 7, and the table has checkpoint 5");
    }

    @Test
    void whatItLeftPendingOnAnotherBranchIsRefusedToo() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            commit(sink, 8, "d");
        }
        assertThatThrownBy(
                        () ->
                                table.sink("three", APPEND, StartPolicy.REWIND)
                                        .resume(early(8))
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 7");
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7", "d|8");
    }

    private void setBack() throws Exception {
        table.database().execute("DELETE FROM t WHERE _tx > 5");
        table.database().execute("UPDATE oncestream_transactions SET checkpoint_id = 5");
    }

    /** Of the run that has committed three checkpoints, with nothing pending. */
    private static Checkpoint early(long id) throws Exception {
        try (OneInputStreamOperatorTestHarness<Long, Object> harness =
                new OneInputStreamOperatorTestHarness<>(new StreamSink<>(new EarlySink()))) {
            harness.open();
            return new Checkpoint(id, harness.snapshot(id, 0));
        }
    }

    @SuppressWarnings("deprecation") // as the sink's
    private static final class EarlySink extends RichSinkFunction<Long>
            implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            context.getOperatorStateStore()
                    .getBroadcastState(
                            new MapStateDescriptor<>("lineage", Types.STRING, Types.STRING))
                    .putAll(
                            Map.of(
                                    "lineage",
                                    SinkHarness.job("one").toHexString(),
                                    "epoch",
                                    "1",
                                    "run",
                                    SinkHarness.job("one").toHexString(),
                                    "from",
                                    "0",
                                    "first",
                                    "5",
                                    "table",
                                    "t",
                                    "committed:t",
                                    "7"));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void invoke(Long row, Context context) {}
    }
}
