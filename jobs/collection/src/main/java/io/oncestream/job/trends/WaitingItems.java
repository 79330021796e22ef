package io.oncestream.job.trends;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What of a key waits until event time has come to it, in Flink's keyed state: so it is taken in
 * the order of event time, whatever order it came in, and what has one time in that of the texts. A
 * time is cleared when it is taken.
 */
final class WaitingItems {

    private final MapState<Long, List<String>> waiting;

    WaitingItems(RuntimeContext context) {
        this.waiting =
                context.getMapState(
                        new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(Types.STRING)));
    }

    void add(long time, String text) {
        List<String> before = asked(() -> waiting.get(time));
        List<String> texts = before == null ? new ArrayList<>() : new ArrayList<>(before);
        if (!texts.contains(text)) {
            texts.add(text);
            done(() -> waiting.put(time, texts));
        }
    }

    /** Removes and returns what waits for that time, each text once. */
    List<String> take(long time) {
        List<String> texts = asked(() -> waiting.get(time));
        if (texts == null) {
            return List.of();
        }
        done(() -> waiting.remove(time));
        return texts.stream().sorted().toList();
    }
}
