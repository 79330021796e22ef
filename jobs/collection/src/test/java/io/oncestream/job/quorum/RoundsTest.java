package io.oncestream.job.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.TestFeeds;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumValue;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Four feeds, one of which may lie: three make a quorum. */
class RoundsTest {

    private final MapRoundStore store = new MapRoundStore();
    private final Decided decided = new Decided();
    private Rounds rounds = rounds(QuorumMode.EXACT, 2, 10);

    private Rounds rounds(QuorumMode mode, int openRounds, int remember) {
        QuorumConfig config =
                new QuorumConfig(TestFeeds.of(4, 1, "gold").feeds(), mode, openRounds, remember);
        return new Rounds(config, store, decided);
    }

    private void take(String feeds, long round, String value) {
        for (int i = 0; i < feeds.length(); i++) {
            String feed = feeds.substring(i, i + 1);
            rounds.take(
                    new Observation(
                            feed,
                            "gold",
                            round,
                            new BigDecimal(value).stripTrailingZeros(),
                            feed + round + value));
        }
    }

    /** As {@code round status value votes}. */
    private String said(QuorumValue value) {
        return "%d %s %s %d"
                .formatted(value.round(), value.status().word(), value.value(), value.votes());
    }

    @Test
    void aValueIsCertifiedOnceAQuorumHasSignedIt() {
        take("ab", 1, "5");
        assertThat(decided.changes).isEmpty();
        take("d", 1, "5.0");
        take("c", 1, "5");
        assertThat(decided.changes).extracting(this::said).containsExactly("1 certified 5 3");
        assertThat(decided.certificates)
                .singleElement()
                .satisfies(
                        certificate ->
                                assertThat(certificate.observations())
                                        .extracting(Observation::feed)
                                        .containsExactly("a", "b", "d"));
    }

    /** smartcontractkit/ccip#797. */
    @Test
    void aFeedThatIsHeardTwiceCountsOnce() {
        take("aab", 1, "5");
        take("a", 1, "5");
        assertThat(decided.changes).isEmpty();
        assertThat(decided.unused).containsExactly(Unused.REPEATED, Unused.REPEATED);
    }

    /**
     * qdrvm/kagome#429: of a feed that has signed two values both count, for then it does not
     * matter which one is heard first; a third does not.
     */
    @Test
    void whoHasSignedTwoValuesCountsForEach() {
        take("d", 1, "6");
        take("d", 1, "5");
        take("d", 1, "7");
        take("ab", 1, "5");
        assertThat(decided.changes).extracting(this::said).containsExactly("1 certified 5 3");
        assertThat(decided.unused).containsExactly(Unused.THIRD_VALUE);
    }

    @Test
    void twoSignedValuesAreEvidenceOnce() {
        take("d", 1, "6");
        take("d", 1, "5");
        take("d", 1, "6");
        take("d", 1, "7");
        assertThat(decided.evidence)
                .extracting(each -> each.first().signature() + " " + each.second().signature())
                .containsExactly("d16 d15");
    }

    /** linera-io/linera-protocol#6572: a conflict that blamed nobody. */
    @Test
    void aConflictBlamesMoreThanMayLie() {
        take("abcd", 1, "5");
        take("bcd", 1, "6");
        assertThat(decided.changes)
                .extracting(this::said)
                .containsExactly("1 certified 5 3", "1 conflict null 3");
        assertThat(decided.certificates)
                .extracting(each -> each.value().toString())
                .containsExactly("5", "6");
        assertThat(decided.evidence)
                .extracting(Evidence::first)
                .extracting(Observation::feed)
                .containsExactly("b", "c", "d");
    }

    @Test
    void aRoundIsClosedWhenAnHonestFeedIsTwoFurther() {
        take("ab", 1, "5");
        take("d", 1_000_000, "5");
        take("d", Long.MAX_VALUE, "5");
        take("a", 2, "5");
        assertThat(decided.changes).isEmpty();
        take("a", 3, "5");
        assertThat(decided.changes).extracting(this::said).containsExactly("1 undecided null 2");
    }

    @Test
    void aClosedRoundIsStillCertified() {
        take("ab", 1, "5");
        take("ab", 3, "5");
        take("c", 1, "5");
        assertThat(decided.changes)
                .extracting(this::said)
                .containsExactly("1 undecided null 2", "1 certified 5 3");
    }

    @Test
    void theLowerMedianIsDecidedAtTheClose() {
        rounds = rounds(QuorumMode.MEDIAN, 2, 10);
        take("a", 1, "5");
        take("b", 1, "7");
        take("c", 1, "6");
        take("d", 1, "-1000");
        assertThat(decided.changes).isEmpty();
        take("ab", 3, "5");
        assertThat(decided.changes).extracting(this::said).containsExactly("1 certified 5 4");
        assertThat(decided.certificates.get(0).observations()).hasSize(4);
    }

    @Test
    void whoHasSignedTwoValuesHasNoneInTheMedian() {
        rounds = rounds(QuorumMode.MEDIAN, 2, 10);
        take("a", 1, "5");
        take("b", 1, "7");
        take("c", 1, "6");
        take("d", 1, "1000");
        take("d", 1, "2000");
        take("c", 2, "5");
        take("c", 2, "6");
        take("ab", 2, "5");
        rounds.end();
        assertThat(decided.changes)
                .extracting(this::said)
                .containsExactly("1 certified 6 3", "2 undecided null 2");
    }

    @Test
    void aMedianIsDecidedOnce() {
        rounds = rounds(QuorumMode.MEDIAN, 2, 10);
        take("abc", 1, "5");
        take("ab", 3, "5");
        take("d", 1, "4");
        take("a", 1, "6");
        rounds.end();
        rounds.end();
        assertThat(decided.changes)
                .extracting(this::said)
                .containsExactly("1 certified 5 3", "3 undecided null 2");
        take("cd", 3, "5");
        take("ab", 5, "5");
        assertThat(decided.changes).hasSize(2);
        assertThat(decided.certificates).hasSize(1);
        assertThat(decided.evidence).hasSize(1);
        assertThat(decided.unused)
                .containsExactly(Unused.LATE, Unused.LATE, Unused.LATE, Unused.LATE);
    }

    /** What a liar signs pushes nothing but its own out. */
    @Test
    void aFloodPushesOutItsSendersOnly() {
        take("ab", 1, "5");
        take("d", 1, "5");
        take("ab", 2, "5");
        take("d", 2, "6");
        for (int i = 0; i < 1_000; i++) {
            take("d", 1_000 + i, "5");
        }
        assertThat(store.rounds("d")).hasSize(10);
        take("d", 2, "5");
        assertThat(decided.unused).containsExactly(Unused.TOO_OLD);
        take("c", 2, "5");
        assertThat(decided.values.values())
                .extracting(this::said)
                .containsExactly("1 certified 5 3", "2 certified 5 3");
        assertThat(store.votes).hasSize(12);
    }

    @Test
    void aRoundThatOnlyALiarKnowsIsNone() {
        take("d", 5, "5");
        take("ab", 10, "5");
        take("abc", 20, "5");
        assertThat(decided.changes)
                .extracting(this::said)
                .containsExactly("10 undecided null 2", "20 certified 5 3");
    }

    @Test
    void aRoundThatIsForgottenIsNotDecidedAnew() {
        rounds = rounds(QuorumMode.MEDIAN, 1, 2);
        take("abc", 1, "5");
        for (int round = 2; round < 5; round++) {
            take("abc", round, "5");
        }
        assertThat(store.votes.keySet()).containsExactly(3L, 4L);
        take("abcd", 1, "6");
        rounds.end();
        assertThat(decided.unused)
                .containsExactly(Unused.TOO_OLD, Unused.TOO_OLD, Unused.TOO_OLD, Unused.LATE);
        assertThat(decided.changes)
                .extracting(this::said)
                .containsExactly(
                        "1 certified 5 3", "2 certified 5 3", "3 certified 5 3", "4 certified 5 3");
    }

    @Test
    void theEndClosesAllThatIsOpenAndNoRoundThatOnlyALiarKnows() {
        take("ab", 1, "5");
        take("abd", 2, "5");
        take("d", 9, "5");
        rounds.end();
        assertThat(decided.values.values())
                .extracting(this::said)
                .containsExactly("1 undecided null 2", "2 certified 5 3");
    }
}
