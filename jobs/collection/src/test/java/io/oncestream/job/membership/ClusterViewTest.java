package io.oncestream.job.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Eight nodes that beat each second; suspects are dead after half a minute.
 *
 * <p>Seen red: where the collector's outage counted as silence; where the fastest clock was the
 * cluster's; where a clock that was set back, or forward, was not followed; where pauses were
 * learned; where who was heard of was alive.
 */
class ClusterViewTest {

    private final GossipSimulation cluster = new GossipSimulation(1, 8);
    private final Found found = cluster.found;

    @Test
    void allLiveInOneGroup() {
        cluster.run(60);
        assertThat(found.nodes.values())
                .hasSize(8)
                .allSatisfy(
                        node -> {
                            assertThat(node.status()).isEqualTo(NodeStatus.ALIVE);
                            assertThat(node.hears()).isEqualTo(7);
                            assertThat(node.heardBy()).isEqualTo(7);
                            assertThat(node.group()).isEqualTo("a");
                            assertThat(node.phi()).isLessThan(8);
                        });
        assertThat(found.last().alive()).isEqualTo(8);
        assertThat(found.last().groups()).isEqualTo(1);
        assertThat(found.last().quorum()).isTrue();
        assertThat(found.changes).hasSize(16);
    }

    @Test
    void whoCrashesIsSuspectedThenDeadAndNobodyElse() {
        cluster.run(60);
        cluster.agent("c").up = false;
        cluster.run(12);
        assertThat(found.status("c")).isEqualTo(NodeStatus.SUSPECT);
        cluster.run(40);
        assertThat(found.said("c"))
                .containsExactly("joining>alive", "alive>suspect", "suspect>dead");
        assertThat(found.last().alive()).isEqualTo(7);
        assertThat(found.last().groups()).isEqualTo(1);
        assertThat(found.changes).hasSize(18);
    }

    /** edwardcapriolo/gossip#15: who came back counting from 0 stayed dead. */
    @Test
    void whoRestartsLives() {
        cluster.run(60);
        cluster.agent("c").up = false;
        cluster.run(60);
        cluster.agent("c").restart();
        cluster.run(20);
        assertThat(found.said("c"))
                .startsWith("joining>alive", "alive>suspect", "suspect>dead", "dead>alive")
                .doesNotContain("alive>dead", "dead>suspect");
        assertThat(found.changes.get(found.changes.size() - 1).reason()).isEqualTo("restarted");
        assertThat(found.last().alive()).isEqualTo(8);
    }

    @Test
    void whoLeavesHasLeftForItsIncarnation() {
        cluster.run(60);
        cluster.agent("c").left = true;
        cluster.run(3);
        cluster.agent("c").up = false;
        cluster.run(60);
        assertThat(found.said("c")).containsExactly("joining>alive", "alive>left");
        LifeSign old = new LifeSign(GossipSimulation.START.getEpochSecond(), false, 1_000_000);
        cluster.report("a", "c", old);
        assertThat(found.status("c")).isEqualTo(NodeStatus.LEFT);
        cluster.agent("c").restart();
        cluster.run(20);
        assertThat(found.status("c")).isEqualTo(NodeStatus.ALIVE);
    }

    @Test
    void whoseOwnPathIsCutLivesAsLongAsNeighboursHearIt() {
        cluster.run(60);
        cluster.agent("c").reaches = false;
        cluster.run(300);
        assertThat(found.said("c")).containsExactly("joining>alive");
        assertThat(found.last().groups()).isEqualTo(1);
        assertThat(found.nodes.get("c").hears()).isZero();
        assertThat(found.nodes.get("c").heardBy()).isEqualTo(7);
    }

    @Test
    void aSplitIsTwoGroupsAndHealsToOne() {
        cluster.run(60);
        cluster.split("abc", "defgh");
        cluster.run(40);
        assertThat(found.last().groups()).isEqualTo(2);
        assertThat(found.last().alive()).isEqualTo(8);
        assertThat(found.nodes.values())
                .extracting(NodeReport::group)
                .containsExactly("a", "a", "a", "d", "d", "d", "d", "d");
        cluster.cut.clear();
        cluster.run(40);
        assertThat(found.last().groups()).isEqualTo(1);
        assertThat(found.changes).hasSize(16);
    }

    /**
     * scalecube/scalecube-cluster#191: who hears others and is not heard is no member in good
     * order.
     */
    @Test
    void whoIsHeardByNobodyIsInAGroupOfItsOwn() {
        cluster.run(60);
        cluster.cutOneWay("c", "abdefgh");
        cluster.run(40);
        assertThat(found.nodes.get("c").hears()).isEqualTo(7);
        assertThat(found.nodes.get("c").heardBy()).isZero();
        assertThat(found.nodes.get("c").status()).isEqualTo(NodeStatus.ALIVE);
        assertThat(found.last().groups()).isEqualTo(2);
    }

    /** It is like silence of all, and is no fault of anybody. */
    @ParameterizedTest
    @ValueSource(ints = {5, 20, 60, 3_600})
    void aCollectorThatIsCutOffBlamesNobody(int seconds) {
        cluster.run(60);
        cluster.agents.forEach(agent -> agent.reaches = false);
        cluster.run(seconds);
        cluster.agents.forEach(agent -> agent.reaches = true);
        cluster.run(60);
        assertThat(found.changes).hasSize(16);
        assertThat(found.last().quorum()).isTrue();
    }

    @Test
    void withoutMoreThanHalfTheClockStandsStill() {
        cluster.run(60);
        cluster.agents.subList(0, 4).forEach(agent -> agent.reaches = false);
        cluster.agents.get(0).up = false;
        cluster.run(120);
        assertThat(found.last().quorum()).isFalse();
        assertThat(found.changes).hasSize(16);
        cluster.agents.subList(1, 4).forEach(agent -> agent.reaches = true);
        cluster.run(60);
        assertThat(found.last().quorum()).isTrue();
        assertThat(found.said("a"))
                .containsExactly("joining>alive", "alive>suspect", "suspect>dead");
        assertThat(found.changes).hasSize(18);
    }

    /** scylladb/scylladb#7363: who counted from 0 again without a restart was taken for dead. */
    @Test
    void aHeartbeatThatIsSetBackDoesNotKill() {
        cluster.run(60);
        cluster.agent("c").heartbeat = 0;
        cluster.agent("c").known.clear();
        cluster.run(50);
        assertThat(found.said("c")).containsExactly("joining>alive");
    }

    /** scylladb/scylladb#2419: it stood still there. */
    @Test
    void aHeartbeatGoesOnBeyond31Bits() {
        cluster.agent("c").heartbeat = Integer.MAX_VALUE - 30L;
        cluster.run(120);
        assertThat(found.said("c")).containsExactly("joining>alive");
        assertThat(found.nodes.get("c").sign().heartbeat()).isGreaterThan(Integer.MAX_VALUE);
    }

    /** scylladb/scylladb#5164: a clock that was wrong locked its node out. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600_000, -10_000, 10_000, 3_600_000})
    void aClockThatIsSetAnewDoesNotMatter(long millis) {
        cluster.run(60);
        cluster.agent("c").clockOffset = millis;
        cluster.run(60);
        assertThat(found.changes).hasSize(16);
        assertThat(found.clusters).allSatisfy(view -> assertThat(view.quorum()).isTrue());
        assertThat(found.nodes.get("c").hears()).isEqualTo(7);
        assertThat(found.last().groups()).isEqualTo(1);
    }

    @Test
    void clocksThatAreSetForwardOneAfterTheOtherDoNotMoveTheClusters() {
        cluster.run(60);
        for (GossipSimulation.Agent agent : cluster.agents) {
            agent.clockOffset = 3_600_000;
            cluster.run(20);
        }
        long passed = cluster.store.progress().clock() - GossipSimulation.START.toEpochMilli();
        assertThat(Duration.ofMillis(passed))
                .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
        assertThat(found.changes).hasSize(16);
    }

    /** akka/akka-core#25259: pauses made the detector wait longer and longer. */
    @Test
    void aPauseIsNotLearned() {
        cluster.run(60);
        List<Long> before = cluster.store.node("c").intervals();
        cluster.agent("c").up = false;
        cluster.run(20);
        cluster.agent("c").up = true;
        cluster.run(20);
        assertThat(found.said("c"))
                .containsExactly("joining>alive", "alive>suspect", "suspect>alive");
        PhiDetector detector = new PhiDetector(8, 3_000);
        assertThat(detector.timeout(cluster.store.node("c").intervals()))
                .isLessThan(detector.timeout(before) + 1_000);
    }

    @Test
    void staleGossipRevivesNobody() {
        cluster.run(60);
        cluster.agent("c").up = false;
        cluster.run(60);
        long started = GossipSimulation.START.getEpochSecond();
        cluster.report("a", "c", new LifeSign(started, false, 30));
        cluster.report("a", "z", new LifeSign(started, false, 30));
        cluster.run(60);
        assertThat(found.status("c")).isEqualTo(NodeStatus.DEAD);
        assertThat(found.status("z")).isEqualTo(NodeStatus.JOINING);
    }

    @Test
    void whatIsDeadOrNeverCameIsForgotten() {
        GossipSimulation shortly = new GossipSimulation(1, 4, Duration.ofMinutes(1));
        shortly.run(20);
        shortly.agent("c").up = false;
        shortly.report("a", "z", new LifeSign(1, false, 30));
        shortly.run(60);
        shortly.agents.forEach(agent -> agent.known.remove("c"));
        shortly.run(120);
        assertThat(shortly.found.said("c"))
                .containsExactly(
                        "joining>alive", "alive>suspect", "suspect>dead", "dead>forgotten");
        assertThat(shortly.found.said("z")).containsExactly("joining>forgotten");
        assertThat(shortly.store.nodes().keySet()).containsExactly("a", "b", "d");
        assertThat(shortly.store.hearings.keySet())
                .allSatisfy(pair -> assertThat(pair.toString()).doesNotContain("=c", "=z"));
    }

    /** Where all beat alike, and some each half minute: each has its own timeout. */
    @Test
    void aSlowBeatIsLearned() {
        cluster.agent("c").beatMillis = 20_000;
        cluster.run(600);
        int changes = found.changes.size();
        cluster.run(600);
        assertThat(found.changes).hasSize(changes);
        assertThat(found.status("c")).isEqualTo(NodeStatus.ALIVE);
    }

    /**
     * Seen red: each jump of the clock was as long as a beat and longer than the timeout of nodes
     * of which nothing was learned, so it was nobody's interval; nothing was ever learned, and who
     * crashed was alive for good.
     */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 10, 30})
    void aFleetOfSlowBeatsIsWatched(int seconds) {
        cluster.agents.forEach(agent -> agent.beatMillis = 1_000 * seconds);
        cluster.run(60 * seconds);
        cluster.agent("c").up = false;
        cluster.run(300 + 10 * seconds);
        assertThat(found.status("c")).isEqualTo(NodeStatus.DEAD);
        assertThat(found.last().alive()).isEqualTo(7);
    }

    /** It is nobody's fault even while little is learned. */
    @ParameterizedTest
    @ValueSource(ints = {5, 20, 60, 3_600})
    void anOutageInTheFirstSecondsBlamesNobody(int seconds) {
        cluster.run(6);
        cluster.agents.forEach(agent -> agent.reaches = false);
        cluster.run(seconds);
        cluster.agents.forEach(agent -> agent.reaches = true);
        cluster.run(60);
        assertThat(found.changes).hasSize(16);
    }

    /**
     * The clock jumps where some beat each second and some each half minute. Seen red: those who
     * report all the time were suspected at each jump.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void whoReportsWhileTheClockStandsStillIsNotSuspectedWhenItJumps(int fast) {
        cluster.agents.subList(fast, 8).forEach(agent -> agent.beatMillis = 30_000);
        cluster.loss = 0.1;
        cluster.run(3_600);
        int changes = found.changes.size();
        cluster.run(3_600);
        assertThat(found.changes.size() - changes).isLessThanOrEqualTo(10);
    }

    /** Seen red: each time it was set forward counted, and half an hour of it was 899. */
    @Test
    void aClockThatGoesToAndFroDoesNotRunAway() {
        GossipSimulation alone = new GossipSimulation(1, 1);
        for (int i = 0; i < 1_800; i++) {
            alone.agent("a").clockOffset = i % 2 == 0 ? 0 : -3_600_000;
            alone.run(1);
        }
        long passed = alone.store.progress().clock() - GossipSimulation.START.toEpochMilli();
        assertThat(Duration.ofMillis(passed)).isLessThanOrEqualTo(Duration.ofMinutes(31));
    }

    /** Seen red: they set its clock back, and each of them was newer than the one before. */
    @Test
    void reportsThatComeAgainReviveNobody() {
        cluster.run(60);
        List<GossipEntry> again =
                cluster.sent.stream().filter(entry -> entry.observer().equals("c")).toList();
        cluster.agent("c").up = false;
        cluster.run(60);
        again.forEach(cluster::take);
        cluster.run(60);
        assertThat(found.said("c"))
                .containsExactly("joining>alive", "alive>suspect", "suspect>dead");
    }

    /** Seen red: a group for each node until all had been heard, and one of who had crashed. */
    @Test
    void whoStartsOrCrashesIsNoSplit() {
        cluster.run(60);
        cluster.agent("c").up = false;
        cluster.run(60);
        cluster.agent("c").restart();
        cluster.run(60);
        assertThat(found.clusters).extracting(ClusterReport::groups).containsOnly(0, 1);
        assertThat(found.last().groups()).isEqualTo(1);
    }

    @Test
    void whoWasNeverHeardIsAGroupOfItsOwnInTheEnd() {
        cluster.split("a", "bcdefgh");
        cluster.run(60);
        assertThat(found.last().groups()).isEqualTo(2);
    }

    /** Seen red: it was forgotten and heard of again, once and again. */
    @Test
    void whoIsStillNamedIsNotForgotten() {
        GossipSimulation shortly = new GossipSimulation(1, 4, Duration.ofMinutes(1));
        shortly.run(20);
        shortly.agent("c").up = false;
        shortly.run(600);
        assertThat(shortly.found.said("c"))
                .containsExactly("joining>alive", "alive>suspect", "suspect>dead");
        shortly.agents.forEach(agent -> agent.known.remove("c"));
        shortly.run(50);
        assertThat(shortly.found.status("c")).isEqualTo(NodeStatus.DEAD);
        shortly.run(20);
        assertThat(shortly.found.said("c")).endsWith("dead>forgotten");
    }

    /** Seen red: the second was an advance, and the node alive. */
    @Test
    void staleGossipOfTwoObserversRevivesNobody() {
        cluster.run(60);
        cluster.report("a", "z", new LifeSign(5, false, 30));
        cluster.report("b", "z", new LifeSign(5, false, 31));
        cluster.report("c", "z", new LifeSign(6, false, 1));
        cluster.run(2);
        assertThat(found.status("z")).isEqualTo(NodeStatus.JOINING);
        cluster.report("b", "z", new LifeSign(6, false, 2));
        cluster.run(2);
        assertThat(found.status("z")).isEqualTo(NodeStatus.ALIVE);
    }

    @Test
    void whatCannotBeIsRejected() {
        cluster.run(10);
        long started = GossipSimulation.START.getEpochSecond();
        cluster.report("a", "y", new LifeSign(started + 100_000, false, 1));
        for (int i = 0; i < 249; i++) {
            cluster.report("a", "n" + i, new LifeSign(started, false, 1));
        }
        assertThat(found.rejected)
                .containsExactly(
                        "y: incarnation %d is more than a day ahead of its report"
                                .formatted(started + 100_000),
                        "n248: the cluster has 256 nodes already");
    }

    @Test
    void versionsCountUp() {
        cluster.run(100);
        assertThat(found.clusters)
                .extracting(ClusterReport::version)
                .startsWith(1L, 2L)
                .doesNotHaveDuplicates();
    }
}
