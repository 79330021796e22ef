package io.oncestream.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The options that decide what a job's state means, kept with the state. Windows that were half
 * filled as {@code --window 1m} are no windows of {@code --window 2m}: gone on with, both kinds
 * would be in one table, and nothing would say so.
 *
 * <p>A job has them among Flink's global job parameters, which the web UI shows too. An option that
 * the state does not know, because it is older, or that the job does not know any more, is not
 * compared.
 */
final class MeaningOfState {

    private static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("options", Types.STRING, Types.STRING);

    private MeaningOfState() {}

    /** Compares what was restored, if anything was, and keeps the options from now on. */
    static void check(OperatorStateStore store, Map<String, String> options) throws Exception {
        BroadcastState<String, String> kept = store.getBroadcastState(STATE);
        List<String> before = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (Map.Entry<String, String> option : kept.immutableEntries()) {
            String value = options.getOrDefault(option.getKey(), option.getValue());
            if (!value.equals(option.getValue())) {
                before.add(shown(option.getKey(), option.getValue()));
                now.add(shown(option.getKey(), value));
            }
        }
        if (!before.isEmpty()) {
            throw new Refusal(String.join(", ", before), String.join(", ", now));
        }
        kept.putAll(options);
    }

    private static String shown(String option, String value) {
        return value.isEmpty() ? "no " + option : option + " " + value;
    }

    /** Flink does not restart on it: the options would be the same. */
    @ThrowableAnnotation(ThrowableType.NonRecoverableError)
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1;

        Refusal(String before, String now) {
            super(
                    ("the state to go on from was made with %s, and this job has %s: resume it with"
                                    + " the former, or start without the state, by --fresh or into"
                                    + " another --table")
                            .formatted(before, now));
        }
    }
}
