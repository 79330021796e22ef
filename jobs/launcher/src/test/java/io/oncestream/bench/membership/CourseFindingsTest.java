package io.oncestream.bench.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.bench.membership.Course.Life;
import io.oncestream.bench.membership.Course.Thought;
import io.oncestream.bench.membership.Course.Told;
import io.oncestream.launcher.gossip.GossipConfig;
import io.oncestream.launcher.gossip.GossipEvent;
import io.oncestream.launcher.gossip.GossipEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A beat is a second: n1 crashes and comes back, n2 is paused twice, n3 leaves, n4 is split off.
 */
class CourseFindingsTest {

    private static final GossipConfig CONFIG =
            new GossipConfig("test", 4, 1, Duration.ofSeconds(1), Duration.ofSeconds(100));

    private final List<GossipEvent> events =
            List.of(
                    event(10, Kind.PAUSE, "n2"),
                    event(15, Kind.RESUME, "n2"),
                    event(20, Kind.CRASH, "n1"),
                    event(30, Kind.LONG_PAUSE, "n2"),
                    event(40, Kind.RESTART, "n1"),
                    event(50, Kind.RESUME, "n2"),
                    event(60, Kind.SPLIT, "n4"),
                    event(70, Kind.HEAL, "n4"),
                    event(90, Kind.LEAVE, "n3"));

    private final List<Told> told = new ArrayList<>();

    CourseFindingsTest() {
        for (String name : CONFIG.names()) {
            told(1, name, 0, Thought.ALIVE);
        }
        told(12, "n2", 0, Thought.SUSPECT);
        told(22, "n1", 0, Thought.SUSPECT);
        told(25, "n1", 0, Thought.DEAD);
        told(33, "n2", 0, Thought.SUSPECT);
        told(41, "n1", 1, Thought.ALIVE);
        told(91, "n3", 0, Thought.LEFT);
    }

    @Test
    void tellsHowLongItTook() {
        assertThat(figures())
                .containsEntry("crash-suspect-s", 2.0)
                .containsEntry("crash-dead-s", 5.0)
                .containsEntry("restart-alive-s", 1.0)
                .containsEntry("pause-suspect-s", 3.0)
                .containsEntry("pause-dead-s", Double.NaN)
                .containsEntry("leave-left-s", 1.0);
        assertThat(findings().check().readings()).isEqualTo(4);
    }

    @Test
    void nobodyWasWronged() {
        told(51, "n2", 0, Thought.SUSPECT);
        told(55, "n1", 0, Thought.DEAD);
        assertThat(figures())
                .containsEntry("false-suspicions", 0.0)
                .containsEntry("false-deaths", 0.0)
                .containsEntry("wrong-at-end", 0.0);
    }

    @Test
    void countsWhoWasWronged() {
        told(19, "n2", 0, Thought.SUSPECT);
        told(61, "n4", 0, Thought.SUSPECT);
        told(65, "n4", 0, Thought.DEAD);
        told(75, "n1", 1, Thought.SUSPECT);
        assertThat(figures())
                .containsEntry("false-suspicions", 3.0)
                .containsEntry("false-suspicions-in-split", 1.0)
                .containsEntry("false-deaths", 1.0)
                .containsEntry("wrong-at-end", 1.0);
    }

    /** A pause that was too short for it. */
    @Test
    void whoIsPausedForAShortTimeIsNotDead() {
        told(13, "n2", 0, Thought.DEAD);
        assertThat(figures()).containsEntry("false-deaths", 1.0);
    }

    @Test
    void whatWasNeverFoundIsMissing() {
        told.removeIf(each -> each.thought() == Thought.DEAD);
        assertThat(findings().check().readings()).isEqualTo(3);
    }

    private Map<String, Double> figures() {
        return findings().figures();
    }

    private CourseFindings findings() {
        return new CourseFindings(CONFIG, events, told);
    }

    private void told(int second, String node, int start, Thought thought) {
        told.add(new Told(Duration.ofSeconds(second), new Life(node, start), thought));
    }

    private static GossipEvent event(int second, Kind kind, String node) {
        return new GossipEvent(Duration.ofSeconds(second), kind, List.of(node));
    }
}
