package io.oncestream.job.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.BadRecordPolicy;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import io.oncestream.state.reading.RejectedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a cluster is cleared, and what is left of it in state, in timers and in the tables. */
class MembershipFunctionTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration FORGET = Duration.ofHours(1);

    /** Two looks at who is silent. */
    private static final Duration ALLOWANCE = Duration.ofMinutes(5);

    private KeyedOneInputStreamOperatorTestHarness<String, GossipEntry, NodeReport> harness;

    @BeforeEach
    void open() throws Exception {
        MembershipConfig config =
                new MembershipConfig(
                        8,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        FORGET,
                        Duration.ofSeconds(10));
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new MembershipFunction(config, BadRecordPolicy.REJECT)),
                        GossipEntry::cluster,
                        Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** Each second nodes a and b beat and report of themselves, and a of b. */
    private void live(String cluster, int from, int to, Duration ahead) throws Exception {
        for (int second = from; second < to; second++) {
            beat(cluster, second, ahead);
        }
    }

    private void beat(String cluster, int second, Duration ahead) throws Exception {
        Instant time = START.plusSeconds(second).plus(ahead);
        LifeSign sign = new LifeSign(START.getEpochSecond(), false, second);
        harness.processElement(new GossipEntry(cluster, "a", time, "a", sign), 0);
        harness.processElement(new GossipEntry(cluster, "b", time, "b", sign), 0);
        harness.processElement(new GossipEntry(cluster, "a", time, "b", sign), 0);
    }

    private void watermark(Duration sinceStart) throws Exception {
        harness.processWatermark(START.plus(sinceStart).toEpochMilli());
    }

    /** The watermark moves on by that, and nothing comes. */
    private void silence(int fromSecond, Duration length) throws Exception {
        for (long minute = 0; minute <= length.toMinutes(); minute++) {
            watermark(Duration.ofSeconds(fromSecond).plusMinutes(minute));
        }
    }

    private <X> List<X> side(OutputTag<X> tag) {
        var records = harness.getSideOutput(tag);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    private List<NodeChange> forgotten(String cluster) {
        return side(MembershipFunction.CHANGES).stream()
                .filter(change -> change.cluster().equals(cluster) && change.to() == null)
                .toList();
    }

    /** Seen red: a timer of each cluster's name, at the end of time, stayed for good. */
    @Test
    void aSilentClusterIsClearedByTheWatermark() throws Exception {
        live("edge", 0, 60, Duration.ZERO);
        silence(60, FORGET);
        assertThat(forgotten("edge")).isEmpty();
        silence(3_660, ALLOWANCE);
        assertThat(forgotten("edge"))
                .extracting(NodeChange::node, NodeChange::reason)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"a\", \"nothing is heard of the cluster\")",
                        "(\"b\", \"nothing is heard of the cluster\")");
        assertThat(harness.extractOutputValues())
                .filteredOn(row -> row.status() == null)
                .extracting(NodeReport::node)
                .containsExactly("a", "b");
        List<ClusterReport> views = side(MembershipFunction.CLUSTERS);
        assertThat(views.get(views.size() - 1).alive()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    /** Where its numbers go on; nothing else. */
    @Test
    void onlyItsProgressIsLeftOfAClearedCluster() throws Exception {
        live("edge", 0, 60, Duration.ZERO);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(3);
        silence(60, FORGET.plus(ALLOWANCE));
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }

    /**
     * Seen red: both began at 1 again, and the versions, which are a key of their table, overwrote
     * the older rows.
     */
    @Test
    void versionsAndChangesOfAClusterThatIsBackGoOn() throws Exception {
        live("edge", 0, 60, Duration.ZERO);
        silence(60, FORGET.plus(ALLOWANCE));
        live("edge", 8_000, 8_060, Duration.ZERO);
        assertThat(side(MembershipFunction.CHANGES))
                .extracting(NodeChange::number)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(side(MembershipFunction.CLUSTERS))
                .extracting(ClusterReport::version)
                .doesNotHaveDuplicates()
                .isSorted();
        List<ClusterReport> views = side(MembershipFunction.CLUSTERS);
        assertThat(views.get(views.size() - 1).alive()).isEqualTo(2);
    }

    /**
     * Seen red: the watermark, which is of all clusters, was ahead of the times of this one, which
     * was cleared each second, though it reported.
     */
    @Test
    void aClusterThatLivesIsNotClearedByTheClockOfAnother() throws Exception {
        Duration ahead = FORGET.plusSeconds(100);
        for (int second = 0; second < 600; second++) {
            beat("edge", second, Duration.ZERO);
            beat("fast", second, ahead);
            watermark(ahead.plusSeconds(second));
        }
        assertThat(forgotten("edge")).isEmpty();
        silence((int) ahead.plusSeconds(600).toSeconds(), FORGET.plus(ALLOWANCE));
        assertThat(forgotten("edge")).hasSize(2);
        assertThat(forgotten("fast")).hasSize(2);
    }

    /** Seen red: all that was heard before it was cleared by one entry of a fast clock. */
    @Test
    void aJumpOfTheWatermarkClearsNobody() throws Exception {
        live("edge", 0, 60, Duration.ZERO);
        watermark(FORGET.multipliedBy(3));
        live("edge", 60, 120, Duration.ZERO);
        silence(10_800, FORGET.dividedBy(2));
        assertThat(forgotten("edge")).isEmpty();
    }

    @Test
    void theEndOfABoundedInputTellsOfAllAndClearsNothing() throws Exception {
        live("edge", 0, 65, Duration.ZERO);
        int rows = harness.extractOutputValues().size();
        harness.processWatermark(Long.MAX_VALUE);
        assertThat(harness.extractOutputValues().subList(rows, rows + 2))
                .allSatisfy(
                        row -> {
                            assertThat(row.status()).isEqualTo(NodeStatus.ALIVE);
                            assertThat(row.sign().heartbeat()).isEqualTo(64);
                        });
        assertThat(forgotten("edge")).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsRejectedWithItsText() throws Exception {
        long tooLate = START.plus(Duration.ofDays(2)).getEpochSecond();
        harness.processElement(
                new GossipEntry("edge", "a", START, "b", new LifeSign(tooLate, false, 7)), 0);
        assertThat(side(MembershipFunction.REJECTED))
                .extracting(RejectedRecord::text)
                .containsExactly("edge,a,2026-01-31T12:00:00Z,b,%d,7,false".formatted(tooLate));
        silence(60, ALLOWANCE);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
