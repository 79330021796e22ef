package io.oncestream.job.locks;

import io.oncestream.function.request.RequestMemory;
import io.oncestream.state.command.Command;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Decides the commands of each domain, of which it is keyed by the name, in event time.
 *
 * <p>Answers are the output, refused commands {@link RequestMemory#REFUSED}, and each resource as
 * it is after a change {@link #STATUS}. The watermark alone ends leases and waits, and that of the
 * end of the input must not come here ({@link io.oncestream.function.request.Commands}).
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class LocksFunction extends KeyedProcessFunction<String, Command, LockAnswer> {

    static final OutputTag<LockStatus> STATUS =
            new OutputTag<>("status", TypeInformation.of(LockStatus.class));

    private static final long serialVersionUID = 1L;

    private final Duration remember;
    private final SerializableSupplier<Instant> wall;

    private transient RequestMemory memory;
    private transient KeyedLockStore store;
    private transient DomainLocks locks;

    /**
     * Makes it.
     *
     * @param wall the machine's clock, above which the numbers of a new domain begin
     */
    LocksFunction(Duration remember, SerializableSupplier<Instant> wall) {
        this.remember = remember;
        this.wall = wall;
    }

    @Override
    public void open(OpenContext context) {
        memory = new RequestMemory(getRuntimeContext(), remember);
        store = new KeyedLockStore(getRuntimeContext(), memory);
        locks = new DomainLocks(store, wall);
    }

    @Override
    public void processElement(Command command, Context context, Collector<LockAnswer> out)
            throws Exception {
        if (memory.admits(command, context)) {
            store.timers(context.timerService());
            emit(decide(command, watermark(context)), context, out);
        }
    }

    private List<LockAnswer> decide(Command command, Instant watermark) {
        LockRequest request;
        try {
            request = LockFormat.request(command);
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            return locks.refuse(LockFormat.invalid(command, reason), watermark);
        }
        return locks.decide(request, watermark);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LockAnswer> out)
            throws Exception {
        store.timers(context.timerService());
        for (String resource : store.takeEnds(time)) {
            emit(locks.end(context.getCurrentKey(), resource, watermark(context)), context, out);
        }
        memory.onTimer(time);
    }

    /** Before the first watermark event time is that of the commands. */
    private static Instant watermark(Context context) {
        return Instant.ofEpochMilli(context.timerService().currentWatermark());
    }

    private void emit(List<LockAnswer> answers, Context context, Collector<LockAnswer> out) {
        answers.forEach(out::collect);
        for (String resource : store.takeChanged()) {
            context.output(STATUS, status(context.getCurrentKey(), resource));
        }
    }

    private LockStatus status(String domain, String resource) {
        LockHold hold = store.hold(resource);
        return hold == null
                ? LockStatus.free(domain, resource)
                : new LockStatus(
                        domain,
                        resource,
                        hold.owner(),
                        hold.token(),
                        hold.leaseEnd(),
                        hold.waits().size());
    }
}
