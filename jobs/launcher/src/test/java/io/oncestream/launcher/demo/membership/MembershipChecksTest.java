package io.oncestream.launcher.demo.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.gossip.GossipEvent;
import io.oncestream.launcher.gossip.GossipEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipChecksTest {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final List<GossipEvent> happened = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<View> views = new ArrayList<>();

    @Test
    void whatIsFoundIsNoViolation() {
        happened(10, Kind.CRASH, "n1");
        found(14, "n1", "suspect");
        found(22, "n1", "dead");
        happened(30, Kind.RESTART, "n1");
        changes.add(new Change(seconds(31), "n1", 130, "alive"));
        happened(40, Kind.SPLIT, "n1", "n2");
        groups(46, 2);
        happened(50, Kind.HEAL, "n1", "n2");
        groups(51, 1);
        happened(60, Kind.LEAVE, "n3");
        found(59, "n3", "left");
        assertThat(checks().violations()).isEmpty();
        assertThat(checks().findings())
                .extracting(each -> each.name() + ", " + each.delay(BEAT))
                .containsExactly(
                        " 10.0 s n1 crashes: suspect, 4.0 s later",
                        " 10.0 s n1 crashes: dead, 12.0 s later",
                        " 30.0 s n1 is restarted: alive, 1.0 s later",
                        " 40.0 s split: 2 groups, 6.0 s later",
                        " 50.0 s healed: 1 group, 1.0 s later",
                        " 60.0 s n3 leaves: left, within a beat");
    }

    @Test
    void anEventThatIsNeverFoundIsAViolation() {
        happened(10, Kind.CRASH, "n1");
        found(14, "n1", "suspect");
        happened(20, Kind.SPLIT, "n1", "n2");
        groups(25, 1);
        assertThat(checks().violations())
                .containsExactly(
                        " 10.0 s n1 crashes: dead was never found",
                        " 20.0 s split: 2 groups was never found");
    }

    @Test
    void whatIsFoundAfterItIsOverIsNotFound() {
        happened(10, Kind.LONG_PAUSE, "n1");
        happened(20, Kind.RESUME, "n1");
        found(30, "n1", "suspect");
        assertThat(checks().violations())
                .contains(
                        " 10.0 s n1 is paused: suspect was never found",
                        " 10.0 s n1 is paused: dead was never found");
        assertThat(checks().wronglySuspected()).hasSize(1);
    }

    @Test
    void aShortPauseMayGoUnseenAndMustNotBeADeath() {
        happened(10, Kind.PAUSE, "n1");
        happened(18, Kind.RESUME, "n1");
        assertThat(checks().violations()).isEmpty();
        found(15, "n1", "suspect");
        assertThat(checks().violations()).isEmpty();
        assertThat(checks().wronglySuspected()).isEmpty();
        found(17, "n1", "dead");
        assertThat(checks().violations())
                .containsExactly("n1 was held dead, and never was down, at 17.0 s");
    }

    @Test
    void whoLivesIsWronglySuspectedAndMustNotBeDead() {
        happened(10, Kind.CRASH, "n1");
        found(12, "n1", "suspect");
        found(13, "n1", "dead");
        found(14, "n2", "suspect");
        found(15, "n2", "dead");
        assertThat(checks().wronglySuspected()).extracting(Change::node).containsExactly("n2");
        assertThat(checks().violations())
                .containsExactly("n2 was held dead, and never was down, at 15.0 s");
    }

    @Test
    void whoseClockIsWrongOrWhoIsCutMustNotBeBlamed() {
        happened(0, Kind.SKEW, "n1");
        happened(10, Kind.CUT, "n2");
        assertThat(checks().violations()).isEmpty();
        found(5, "n1", "suspect");
        found(15, "n2", "suspect");
        assertThat(checks().blamed(Kind.SKEW)).isEqualTo(1);
        assertThat(checks().violations())
                .containsExactly(
                        "the node whose clock is wrong was blamed",
                        "the node that was cut from the job, and heard by others, was blamed");
    }

    @Test
    void anOlderIncarnationIsAViolation() {
        found(1, "n1", "alive");
        changes.add(new Change(seconds(2), "n1", 99, "alive"));
        assertThat(checks().violations())
                .containsExactly("n1 was given an older incarnation than before, at 2.0 s");
    }

    @Test
    void aRejectedEntryIsAViolation() {
        assertThat(
                        new MembershipChecks(happened, new Published(changes, views, 3), SLACK)
                                .violations())
                .containsExactly("3 entries were rejected");
    }

    private MembershipChecks checks() {
        return new MembershipChecks(happened, new Published(changes, views, 0), SLACK);
    }

    private void happened(long second, Kind kind, String... nodes) {
        happened.add(new GossipEvent(seconds(second), kind, List.of(nodes)));
    }

    private void found(long second, String node, String status) {
        changes.add(new Change(seconds(second), node, 100, status));
    }

    private void groups(long second, int groups) {
        views.add(new View(seconds(second), groups, true));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
