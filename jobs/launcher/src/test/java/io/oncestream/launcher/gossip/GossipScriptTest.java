package io.oncestream.launcher.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.gossip.GossipEvent.Kind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GossipScriptTest {

    @Test
    void theSameSeedIsTheSameScript() {
        assertThat(script(8, 1, 120)).isEqualTo(script(8, 1, 120)).isNotEqualTo(script(8, 2, 120));
    }

    @Test
    void allOfItHappensToEightNodesAndTheSplitIsThreeToFive() {
        List<GossipEvent> script = script(8, 1, 120);
        assertThat(script).extracting(GossipEvent::kind).contains(Kind.values());
        assertThat(one(script, Kind.SPLIT).nodes()).hasSize(3);
        assertThat(script).isSortedAccordingTo(Comparator.comparing(GossipEvent::at));
    }

    @Test
    void eachPartHasANodeOfItsOwn() {
        for (long seed = 0; seed < 50; seed++) {
            List<GossipEvent> script = script(8, seed, 120);
            assertThat(
                            List.of(
                                    one(script, Kind.CRASH).nodes(),
                                    one(script, Kind.LONG_PAUSE).nodes(),
                                    one(script, Kind.LEAVE).nodes(),
                                    one(script, Kind.SKEW).nodes(),
                                    one(script, Kind.CUT).nodes()))
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void itScalesWithTheLength() {
        assertThat(one(script(8, 1, 120), Kind.CRASH).at()).isEqualTo(Duration.ofSeconds(38));
        assertThat(one(script(8, 1, 60), Kind.CRASH).at()).isEqualTo(Duration.ofSeconds(19));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 64})
    void oneNodeAtLeastIsSparedOfAllButTheSplit(int nodes) {
        assertThat(
                        script(nodes, 1, 120).stream()
                                .filter(event -> event.nodes().size() == 1)
                                .filter(event -> event.kind() != Kind.SPLIT)
                                .filter(event -> event.kind() != Kind.HEAL)
                                .flatMap(event -> event.nodes().stream())
                                .distinct())
                .hasSize(Math.min(5, nodes - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65})
    void moreOrLessNodesThanThatAreRefused(int nodes) {
        assertThatThrownBy(() -> script(nodes, 1, 120)).hasMessageContaining("--nodes is " + nodes);
    }

    private static GossipEvent one(List<GossipEvent> script, Kind kind) {
        return script.stream().filter(event -> event.kind() == kind).findFirst().orElseThrow();
    }

    private static List<GossipEvent> script(int nodes, long seed, int seconds) {
        return GossipScript.of(
                new GossipConfig(
                        "edge", nodes, seed, Duration.ofSeconds(1), Duration.ofSeconds(seconds)));
    }
}
