package io.oncestream.launcher.demo.membership;

import io.oncestream.launcher.gossip.GossipEvent;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That an event was found, or was not.
 *
 * @param expected what shows that it was
 * @param at when it was found; null: never
 */
record Finding(GossipEvent event, Expected expected, @Nullable Duration at) {

    /** When which event happened, and what shows it. */
    String name() {
        return String.format(
                Locale.ROOT,
                "%5.1f s %s: %s",
                event.at().toMillis() / 1e3,
                expected.words().formatted(event.nodes().get(0)),
                expected.found());
    }

    /**
     * How much later. The cluster's clock goes from beat to beat, and may be one behind the
     * agents'.
     */
    String delay(Duration beat) {
        if (at == null) {
            return "never";
        }
        Duration later = at.minus(event.at());
        return later.compareTo(beat) < 0
                ? "within a beat"
                : String.format(Locale.ROOT, "%.1f s later", later.toMillis() / 1e3);
    }

    boolean isMissing() {
        return at == null && expected.isSure();
    }
}
