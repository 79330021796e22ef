package io.oncestream.launcher.demo.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.function.quorum.Median;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.launcher.certificates.ValueRow;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of violation is found, in tables that are right but for that. */
class QuorumChecksTest {

    private static final String FEED = RoundScript.INSTRUMENT;
    private static final List<SignedRound> ROUNDS = DemoFeeds.rounds(16, 3);

    /** The first in which the liar signs two values, and in which it replays. */
    private static final int TWO_VALUES = 4;

    private static final int REPLAYS = 8;

    private final List<ValueRow> values = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();

    /** What a job writes that does as it should. */
    QuorumChecksTest() {
        for (SignedRound round : ROUNDS) {
            round.forged().map(QuorumChecks::text).forEach(rejected::add);
            List<Observation> ofLiar = ofLiar(round);
            if (round.hasTwoValues()) {
                evidence.add(new Evidence(ofLiar.get(0), ofLiar.get(1)));
            }
            if (round.round() < ROUNDS.size() - 2) {
                List<Observation> counting =
                        round.signed()
                                .filter(each -> !round.hasTwoValues() || !ofLiar.contains(each))
                                .toList();
                BigDecimal value = Median.of(counting);
                certificates.add(new Certificate(FEED, round.round(), value, counting));
                values.add(row(round.round(), "certified", value, true));
            }
        }
    }

    private static List<Observation> ofLiar(SignedRound round) {
        return round.signed().filter(each -> each.feed().equals("d")).toList();
    }

    private static ValueRow row(long round, String status, BigDecimal value, boolean isProven) {
        return new ValueRow(FEED, round, status, value.toPlainString(), value, isProven);
    }

    private List<String> violations() {
        return QuorumChecks.violations(
                new CertificateCheck(DemoFeeds.FEEDS, QuorumMode.MEDIAN),
                ROUNDS,
                new Published(values, certificates, evidence, rejected, malformed));
    }

    private void assertViolation(String what) {
        assertThat(violations()).singleElement().asString().contains(what);
    }

    @Test
    void nothingIsWrongWithWhatIsRight() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void aRoundThatIsMissingIsFound() {
        values.remove(13);
        assertViolation("round 13 has no value");
    }

    @Test
    void aRoundThatIsUndecidedIsFound() {
        values.set(2, new ValueRow(FEED, 2, "undecided", null, null, false));
        assertThat(violations())
                .containsExactly(
                        "round 2 is undecided",
                        "round 2 has no value, and three honest feeds have signed it");
    }

    @Test
    void aRoundThatNobodySignedIsFound() {
        values.add(row(16, "certified", BigDecimal.ONE, true));
        assertViolation("round 16 of seattle-temperature was not signed");
    }

    @Test
    void aValueOutsideOfWhatHonestFeedsSignedIsFound() {
        BigDecimal lie = ofLiar(ROUNDS.get(1)).get(0).value();
        values.set(1, row(1, "certified", lie, true));
        assertViolation("round 1 has the value " + lie);
    }

    @Test
    void aValueWithoutACertificateIsFound() {
        values.set(1, row(1, "certified", values.get(1).value(), false));
        assertViolation("without a certificate");
    }

    @Test
    void aCertificateThatProvesNothingIsFound() {
        Certificate right = certificates.get(1);
        certificates.set(
                1, new Certificate(FEED, 1, right.value(), right.observations().subList(0, 2)));
        assertViolation("the certificate of round 1: 2 feeds are in it: it takes 3");
    }

    @Test
    void aSecondCertificateIsFound() {
        certificates.add(certificates.get(5));
        assertViolation("round 5 has two certificates");
    }

    @Test
    void evidenceAgainstAnHonestFeedIsFound() {
        SigningFeed honest = new SigningFeed("a");
        SignedText text = new SignedText(DemoFeeds.FEEDS);
        evidence.add(
                new Evidence(
                        honest.sign(text, FEED, 6, BigDecimal.ONE),
                        honest.sign(text, FEED, 6, BigDecimal.TEN)));
        assertViolation("there is evidence against a in round 6");
    }

    @Test
    void evidenceThatProvesNothingIsFound() {
        Observation first = evidence.get(0).first();
        evidence.set(0, new Evidence(first, first));
        assertViolation("the evidence of round 4: it is not of two values");
    }

    @Test
    void evidenceOfALieThatWasNotIsFound() {
        SigningFeed liar = new SigningFeed("d");
        SignedText text = new SignedText(DemoFeeds.FEEDS);
        evidence.add(
                new Evidence(
                        ofLiar(ROUNDS.get(0)).get(0), liar.sign(text, FEED, 0, BigDecimal.TEN)));
        assertViolation("there is evidence against d in round 0");
    }

    @Test
    void aLieWithoutEvidenceAndOneWithTwoAreFound() {
        evidence.set(0, evidence.get(1));
        assertThat(violations())
                .containsExactlyInAnyOrder(
                        "there is evidence of round 5 twice",
                        "there is no evidence of round " + TWO_VALUES);
    }

    @Test
    void aReplayThatIsNotRejectedIsFound() {
        String first =
                ROUNDS.get(REPLAYS).forged().map(QuorumChecks::text).findFirst().orElseThrow();
        rejected.remove(first);
        assertViolation("it is replayed, and not rejected: " + first);
    }

    @Test
    void aSignedValueThatIsRejectedIsFound() {
        rejected.add(ROUNDS.get(0).signed().map(QuorumChecks::text).findFirst().orElseThrow());
        assertViolation("it is signed, and rejected: ");
    }

    @Test
    void aRejectThatNobodySentIsFound() {
        rejected.add("{}");
        assertViolation("nobody sent what is rejected: {}");
    }

    @Test
    void aRowThatCannotBeUnderstoodIsFound() {
        malformed.add("round 1: it is empty");
        assertViolation("round 1: it is empty");
    }
}
