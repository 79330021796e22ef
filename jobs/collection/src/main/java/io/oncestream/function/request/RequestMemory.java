package io.oncestream.function.request;

import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.command.RememberedRequest;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What a function that is keyed by {@link Command#key()} remembers of the commands that it did, so
 * that it does each once. It is a part of that function, made in {@code open}: a command is judged
 * and done in one step, and both are in one checkpoint. The stream comes from {@link Commands}, so
 * that neither a restore nor the end of the input misleads it about event time.
 *
 * <p>State, by key: the commands by their ids, until event time has passed theirs by {@code
 * remember}. Those that are forgotten at one time are a list, whose last is in a second map by that
 * time: adding and forgetting take no longer the more there are. Names and types are kept for good.
 */
public final class RequestMemory {

    /** The commands that were neither done nor answered. */
    public static final OutputTag<RefusedCommand> REFUSED =
            new OutputTag<>("refused", TypeInformation.of(RefusedCommand.class));

    /** Names of metrics: how many commands since the start were repeats, and were refused. */
    public static final String COMMANDS_REPEATED = "commandsRepeated";

    public static final String COMMANDS_REFUSED = "commandsRefused";

    private final RequestRules rules;
    private final MapState<String, RememberedRequest> byId;
    private final MapState<Long, String> lastByEnd;
    private final Counter repeated;
    private final Counter refused;

    /**
     * Opens it.
     *
     * @param remember the same as long as there is state: what is forgotten too early could be done
     *     twice
     */
    public RequestMemory(RuntimeContext context, Duration remember) {
        this.rules = new RequestRules(remember);
        this.byId =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "requests",
                                Types.STRING,
                                TypeInformation.of(RememberedRequest.class)));
        this.lastByEnd =
                context.getMapState(
                        new MapStateDescriptor<>("requests-by-end", Types.LONG, Types.STRING));
        this.repeated = context.getMetricGroup().counter(COMMANDS_REPEATED);
        this.refused = context.getMetricGroup().counter(COMMANDS_REFUSED);
    }

    /**
     * Whether the command is to be done, which it then must be: it is remembered from now on. A
     * repeat is dropped, and one that is refused goes to {@link #REFUSED}.
     */
    public boolean admits(Command command, KeyedProcessFunction<?, ?, ?>.Context context)
            throws Exception {
        return admits(command, command.id(), context);
    }

    /**
     * The same of a function that has commands of several keys under one of its own.
     *
     * @param name of the command, of its own among all of the function's key
     */
    public boolean admits(
            Command command, String name, KeyedProcessFunction<?, ?, ?>.Context context)
            throws Exception {
        TimerService timers = context.timerService();
        String digest = RequestDigest.of(command);
        Verdict verdict = rules.judge(command, digest, byId.get(name), timers.currentWatermark());
        switch (verdict.kind()) {
            case NEW -> remember(command, name, digest, timers);
            case REPEAT -> repeated.inc();
            case REFUSED -> {
                refused.inc();
                context.output(REFUSED, refusal(command, verdict.reason()));
            }
        }
        return verdict.kind() == Verdict.Kind.NEW;
    }

    private void remember(Command command, String name, String digest, TimerService timers)
            throws Exception {
        long end = rules.end(command.time());
        @Nullable String previous = lastByEnd.get(end);
        byId.put(name, new RememberedRequest(command.time(), digest, previous));
        lastByEnd.put(end, name);
        if (previous == null) {
            timers.registerEventTimeTimer(end);
        }
    }

    /** What a command is that is neither done nor answered. */
    public static RefusedCommand refusal(Command command, String reason) {
        return new RefusedCommand(
                command.key(), command.id(), command.op(), command.time(), reason);
    }

    /** Whether a timer is needed at a time, which then must not be deleted. */
    public boolean forgetsAt(long time) throws Exception {
        return lastByEnd.contains(time);
    }

    /** Forgets; the function calls it with each of its timers, whosever they are. */
    public void onTimer(long time) throws Exception {
        @Nullable String id = lastByEnd.get(time);
        lastByEnd.remove(time);
        while (id != null) {
            @Nullable RememberedRequest request = byId.get(id);
            byId.remove(id);
            id = request == null ? null : request.previous();
        }
    }
}
