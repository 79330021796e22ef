package io.oncestream.job.book;

import io.oncestream.function.request.RequestMemory;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Adds amounts to an account: done twice, one would show. */
public final class BookFunction extends KeyedProcessFunction<String, Command, BookAnswer> {

    private static final long serialVersionUID = 1L;

    private final Duration remember;
    private transient @Nullable RequestMemory memory;
    private transient @Nullable ValueState<Long> number;
    private transient @Nullable ValueState<Long> balance;

    public BookFunction(Duration remember) {
        this.remember = remember;
    }

    @Override
    public void open(OpenContext context) {
        memory = new RequestMemory(getRuntimeContext(), remember);
        number = getRuntimeContext().getState(new ValueStateDescriptor<>("number", Types.LONG));
        balance = getRuntimeContext().getState(new ValueStateDescriptor<>("balance", Types.LONG));
    }

    @Override
    public void processElement(Command command, Context context, Collector<BookAnswer> out)
            throws Exception {
        if (!Objects.requireNonNull(memory).admits(command, context)) {
            return;
        }
        long amount = amount(command);
        String outcome = amount == 0 ? "invalid" : "added";
        out.collect(
                new BookAnswer(
                        command.key(),
                        add(Objects.requireNonNull(number), 1),
                        command.id(),
                        outcome,
                        add(Objects.requireNonNull(balance), amount)));
    }

    private static long amount(Command command) {
        String text = command.fields().getOrDefault("amount", "");
        return command.op().equals("add") && text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    private static long add(ValueState<Long> state, long more) throws Exception {
        @Nullable Long before = state.value();
        long after = (before == null ? 0 : before) + more;
        state.update(after);
        return after;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<BookAnswer> out)
            throws Exception {
        Objects.requireNonNull(memory).onTimer(time);
    }
}
