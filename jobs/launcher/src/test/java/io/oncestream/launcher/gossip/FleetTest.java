package io.oncestream.launcher.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.gossip.GossipEvent.Kind;
import io.oncestream.state.membership.LifeSign;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eight agents on a wire that loses nothing, beat by beat. */
class FleetTest {

    private static final GossipConfig CONFIG =
            new GossipConfig("edge", 8, 1, Duration.ofSeconds(1), Duration.ofMinutes(2));

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final MemoryWire wire = new MemoryWire();
    private Fleet fleet;
    private long millis;

    @BeforeEach
    void start() throws IOException {
        fleet = new Fleet(CONFIG, START, wire);
    }

    @Test
    void allHearOfAllWithinSomeBeats() throws IOException {
        run(10);
        CONFIG.names()
                .forEach(
                        each ->
                                assertThat(fleet.agent(each).known())
                                        .as(each)
                                        .containsOnlyKeys(CONFIG.names()));
    }

    @Test
    void aCrashedNodeStandsStillWithAll() throws IOException {
        run(10);
        Kind.CRASH.act(fleet, List.of("n3"));
        run(20);
        assertThat(heartbeatOf("n3")).allMatch(beat -> beat <= 10);
        assertThat(wire.open).doesNotContain("n3");
    }

    @Test
    void aRestartIsANewerIncarnationThatAllHearOf() throws IOException {
        run(10);
        Kind.CRASH.act(fleet, List.of("n3"));
        Kind.RESTART.act(fleet, List.of("n3"));
        run(10);
        assertThat(signsOf("n3"))
                .allMatch(sign -> sign.incarnation() > START.getEpochSecond())
                .hasSize(8);
    }

    @Test
    void aPausedNodeGoesOnWhereItStoodAndReadsWhatCame() throws IOException {
        run(10);
        Kind.PAUSE.act(fleet, List.of("n3"));
        assertThat(wire.listening).doesNotContain("n3");
        run(5);
        Kind.RESUME.act(fleet, List.of("n3"));
        assertThat(wire.listening).contains("n3");
        run(5);
        assertThat(sign("n3", "n3").heartbeat()).isBetween(15L, 16L);
        assertThat(sign("n3", "n1").heartbeat()).isGreaterThan(15);
    }

    @Test
    void twoSidesOfASplitHearNothingOfEachOtherUntilItHeals() throws IOException {
        run(10);
        Kind.SPLIT.act(fleet, List.of("n1", "n2", "n3"));
        run(20);
        assertThat(sign("n4", "n1").heartbeat()).isLessThanOrEqualTo(10);
        assertThat(sign("n1", "n4").heartbeat()).isLessThanOrEqualTo(10);
        assertThat(sign("n1", "n2").heartbeat()).isGreaterThan(20);
        Kind.HEAL.act(fleet, List.of("n1", "n2", "n3"));
        run(10);
        assertThat(sign("n4", "n1").heartbeat()).isGreaterThan(30);
    }

    @Test
    void whoLeavesIsHeardOfAndGone() throws IOException {
        run(10);
        Kind.LEAVE.act(fleet, List.of("n3"));
        run(20);
        assertThat(signsOf("n3")).allMatch(LifeSign::left);
        assertThat(wire.open).doesNotContain("n3");
    }

    @Test
    void whoIsCutFromTheCollectorIsReportedByTheOthersAlone() throws IOException {
        run(10);
        Kind.CUT.act(fleet, List.of("n3"));
        wire.reports.clear();
        run(5);
        assertThat(wire.reports)
                .noneMatch(each -> each.contains("\"observer\":\"n3\""))
                .anyMatch(
                        each ->
                                each.matches(
                                        "(?s).*\"node\":\"n3\",\"incarnation\":\\d+,\"heartbeat\":1[2-5].*"));
        Kind.MEND.act(fleet, List.of("n3"));
        run(2);
        assertThat(wire.reports).anyMatch(each -> each.contains("\"observer\":\"n3\""));
    }

    @Test
    void aWrongClockIsSeenInItsReportsAlone() throws IOException {
        Kind.SKEW.act(fleet, List.of("n3"));
        run(2);
        assertThat(wire.reports)
                .allMatch(
                        each ->
                                each.contains("\"observer\":\"n3\"")
                                        == each.contains("\"time\":\"2026-01-31T13"));
        assertThat(sign("n3", "n3").incarnation()).isEqualTo(START.getEpochSecond());
    }

    @Test
    void beatsThatWereMissedAreNotMadeUpFor() throws IOException {
        run(10);
        millis += 60_000;
        run(1);
        assertThat(sign("n1", "n1").heartbeat()).isBetween(11L, 12L);
    }

    private void run(int beats) throws IOException {
        for (long end = millis + beats * 1_000L; millis < end; millis += 5) {
            fleet.beat(Duration.ofMillis(millis));
            wire.deliver(fleet);
        }
    }

    private LifeSign sign(String observer, String node) {
        return fleet.agent(observer).known().get(node);
    }

    private List<LifeSign> signsOf(String node) {
        return CONFIG.names().stream().map(each -> sign(each, node)).toList();
    }

    private List<Long> heartbeatOf(String node) {
        return signsOf(node).stream().map(LifeSign::heartbeat).toList();
    }

    /** Keeps what is sent until it is delivered. */
    private static final class MemoryWire implements Wire {
        @SuppressWarnings("ArrayRecordComponent") // They are not compared.
        private record Sent(String to, byte[] datagram) {}

        private final Set<String> open = new HashSet<>();
        private final Set<String> listening = new HashSet<>();
        private final List<String> reports = new ArrayList<>();
        private List<Sent> sent = new ArrayList<>();

        @Override
        public void open(String node) {
            open.add(node);
            listening.add(node);
        }

        @Override
        public void listen(String node, boolean listens) {
            if (listens) {
                listening.add(node);
            } else {
                listening.remove(node);
            }
        }

        @Override
        public void close(String node) {
            open.remove(node);
            listening.remove(node);
            sent.removeIf(each -> each.to().equals(node));
        }

        @Override
        public void gossip(String from, String to, byte[] datagram) {
            if (open.contains(to)) {
                sent.add(new Sent(to, datagram));
            }
        }

        @Override
        public void report(String from, byte[] datagram) {
            reports.add(new String(datagram, UTF_8));
        }

        void deliver(Fleet fleet) {
            List<Sent> waiting = new ArrayList<>();
            for (Sent each : sent) {
                if (listening.contains(each.to())) {
                    fleet.receive(each.to(), each.datagram());
                } else {
                    waiting.add(each);
                }
            }
            sent = waiting;
        }
    }
}
