package io.oncestream.function.window;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.channel.ChannelStateWriteRequestExecutorFactory;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.operators.testutils.MockInputSplitProvider;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;

/** The environment of all subtasks of a run; Flink's own for tests forgets global aggregates. */
final class OneJobManager extends MockEnvironment {

    OneJobManager() {
        this(new MockEnvironmentBuilder().build());
    }

    private OneJobManager(MockEnvironment like) {
        super(
                like.getJobID(),
                "a job",
                like.getJobVertexId(),
                like.getJobType(),
                "a task",
                new MockInputSplitProvider(),
                16,
                new Configuration(),
                like.getExecutionConfig(),
                like.getIOManager(),
                like.getTaskStateManager(),
                new Aggregates(),
                like.getTaskInfo().getMaxNumberOfParallelSubtasks(),
                1,
                0,
                like.getUserCodeClassLoader(),
                like.getMetricGroup(),
                like.getTaskManagerInfo(),
                like.getMemoryManager(),
                like.getExternalResourceInfoProvider(),
                new ChannelStateWriteRequestExecutorFactory(like.getJobID()));
    }

    private static final class Aggregates implements GlobalAggregateManager {

        private final Map<String, Object> accumulators = new HashMap<>();

        @Override
        @SuppressWarnings("unchecked")
        public <T, A, R> R updateGlobalAggregate(
                String name, Object aggregand, AggregateFunction<T, A, R> function) {
            A before = (A) accumulators.computeIfAbsent(name, key -> function.createAccumulator());
            A after = function.add((T) aggregand, before);
            accumulators.put(name, after);
            return function.getResult(after);
        }
    }
}
