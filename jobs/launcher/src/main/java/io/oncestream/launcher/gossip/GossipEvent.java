package io.oncestream.launcher.gossip;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What befalls some nodes.
 *
 * @param at counted from the start
 */
public record GossipEvent(Duration at, Kind kind, List<String> nodes) {

    /** What may befall. */
    public enum Kind {
        /** Its own time alone: no heartbeat depends on it. */
        SKEW("%s has a clock that is an hour ahead") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                nodes.forEach(each -> fleet.skew(each, Duration.ofHours(1)));
            }
        },
        /** As a garbage collection or a virtual machine that is moved. */
        PAUSE("%s is paused, too short to be dead") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                nodes.forEach(fleet::pause);
            }
        },
        /** So long that it counts as dead. */
        LONG_PAUSE("%s is paused, and for long") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                nodes.forEach(fleet::pause);
            }
        },
        RESUME("%s goes on") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                nodes.forEach(fleet::resume);
            }
        },
        /** Its neighbours still hear it. */
        CUT("%s no longer reaches the collector") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                nodes.forEach(each -> fleet.reports(each, false));
            }
        },
        MEND("%s reaches the collector again") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                nodes.forEach(each -> fleet.reports(each, true));
            }
        },
        CRASH("%s crashes") {
            @Override
            void act(Fleet fleet, List<String> nodes) throws IOException {
                for (String each : nodes) {
                    fleet.crash(each);
                }
            }
        },
        RESTART("%s is started again") {
            @Override
            void act(Fleet fleet, List<String> nodes) throws IOException {
                for (String each : nodes) {
                    fleet.start(each);
                }
            }
        },
        SPLIT("%s are split from the others") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                fleet.split(Set.copyOf(nodes));
            }
        },
        HEAL("%s hear the others again") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                fleet.split(Set.of());
            }
        },
        LEAVE("%s says that it leaves") {
            @Override
            void act(Fleet fleet, List<String> nodes) {
                nodes.forEach(fleet::leave);
            }
        };

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        abstract void act(Fleet fleet, List<String> nodes) throws IOException;
    }

    /** When, and what, for people. */
    public String line() {
        String what = kind.text.formatted(String.join(", ", nodes));
        return String.format(Locale.ROOT, "%7.1f s  %s", at.toMillis() / 1e3, what);
    }
}
