package io.oncestream.job.counters;

import io.oncestream.function.request.RequestMemory;
import io.oncestream.function.request.StorableText;
import io.oncestream.state.command.Command;
import io.oncestream.state.counter.CounterEvent;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Drops repeats and numbers the other commands of each counter, by whose name it is keyed. The
 * numbers are how the databases tell which commands they have: one is never given twice, and a
 * counter's is kept for ever. What a counter is, only the databases know.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class CountersFunction extends KeyedProcessFunction<String, Command, CounterEvent> {

    private static final long serialVersionUID = 1L;

    private final Duration remember;

    private transient RequestMemory memory;
    private transient ValueState<Long> number;

    CountersFunction(Duration remember) {
        this.remember = remember;
    }

    @Override
    public void open(OpenContext context) {
        memory = new RequestMemory(getRuntimeContext(), remember);
        number = getRuntimeContext().getState(new ValueStateDescriptor<>("number", Types.LONG));
    }

    @Override
    public void processElement(Command command, Context context, Collector<CounterEvent> out)
            throws Exception {
        @Nullable String unanswerable = StorableText.unanswerable(command);
        if (unanswerable != null) {
            out.collect(CounterEvent.of(RequestMemory.refusal(command, unanswerable)));
        } else if (memory.admits(command, context)) {
            @Nullable Long last = number.value();
            long next = last == null ? 1 : last + 1;
            number.update(next);
            out.collect(CounterEvent.of(CounterFormat.command(command, next)));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<CounterEvent> out)
            throws Exception {
        memory.onTimer(time);
    }
}
