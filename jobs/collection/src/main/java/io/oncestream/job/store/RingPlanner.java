package io.oncestream.job.store;

import io.oncestream.function.request.RequestMemory;
import io.oncestream.function.request.StorableText;
import io.oncestream.state.command.Command;
import io.oncestream.state.store.BucketInput;
import io.oncestream.state.store.RingState;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreOutcome;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decides which shards are in the ring, for all buckets under one key, and tells each bucket that
 * belongs to another shard than before, so many in a second. It does so through the keyed stream:
 * what is broadcast has no order with a bucket's commands, nor between two subtasks after a
 * restore.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class RingPlanner extends KeyedProcessFunction<String, Command, BucketInput> {

    private static final long serialVersionUID = 1L;
    private static final int TICKS_PER_SECOND = 10;

    private final StoreLayout layout;
    private final Duration remember;
    private final int perSecond;

    private transient RequestMemory memory;
    private transient ValueState<RingState> state;

    RingPlanner(StoreLayout layout, Duration remember, int perSecond) {
        this.layout = layout;
        this.remember = remember;
        this.perSecond = perSecond;
    }

    @Override
    public void open(OpenContext context) {
        memory = new RequestMemory(getRuntimeContext(), remember);
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("ring", RingState.class));
    }

    @Override
    public void processElement(Command command, Context context, Collector<BucketInput> out)
            throws Exception {
        @Nullable String unanswerable = StorableText.unanswerable(command);
        if (unanswerable != null) {
            context.output(RequestMemory.REFUSED, RequestMemory.refusal(command, unanswerable));
        } else if (memory.admits(command, context)) {
            out.collect(BucketInput.of(decide(command)));
            tick(context.timerService());
        }
    }

    private RingPlan plan() throws Exception {
        @Nullable RingState before = state.value();
        return new RingPlan(
                new TreeSet<>(layout.shards()),
                Ring.of(layout.first()),
                layout.partitioning(),
                before == null ? RingPlan.begin(layout.first()) : before);
    }

    private StoreAnswer decide(Command command) throws Exception {
        RingPlan plan = plan();
        try {
            String shard = StoreFormat.shard(command);
            plan.requireKnown(shard);
            if (command.op().equals(StoreFormat.LEAVE) && !plan.has(shard)) {
                return answer(command, plan, StoreOutcome.ABSENT, shard + " is not in the ring");
            }
            RingPlan next =
                    switch (command.op()) {
                        case StoreFormat.JOIN -> plan.join(shard);
                        case StoreFormat.LEAVE -> plan.leave(shard);
                        default -> plan.move(StoreFormat.bucket(command), shard);
                    };
            state.update(next.state());
            return answer(command, next, StoreOutcome.OK, null);
        } catch (IllegalArgumentException e) {
            return answer(command, plan, StoreOutcome.INVALID, e.getMessage());
        }
    }

    private static StoreAnswer answer(
            Command command, RingPlan plan, StoreOutcome outcome, @Nullable String reason) {
        return new StoreAnswer(
                command.key(),
                command.id(),
                command.op(),
                command.time(),
                StoreAnswer.RING,
                plan.state().seq(),
                outcome,
                null,
                0,
                reason);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<BucketInput> out)
            throws Exception {
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            memory.onTimer(time);
            return;
        }
        RingPlan.Step step = plan().next(count(time));
        List<BucketInput> assigned = step.assigned();
        if (!assigned.isEmpty()) {
            assigned.forEach(out::collect);
            state.update(step.plan().state());
            tick(context.timerService());
        }
    }

    private long period() {
        return 1000 / Math.min(TICKS_PER_SECOND, perSecond);
    }

    /** So many that ten ticks have as many as a second is to have. */
    private int count(long time) {
        long tick = time / period() % TICKS_PER_SECOND;
        long share =
                perSecond * (tick + 1) / TICKS_PER_SECOND - perSecond * tick / TICKS_PER_SECOND;
        return perSecond < TICKS_PER_SECOND ? 1 : (int) share;
    }

    /** Two that come together are one. */
    private void tick(TimerService timers) {
        timers.registerProcessingTimeTimer(
                (timers.currentProcessingTime() / period() + 1) * period());
    }
}
