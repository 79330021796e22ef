package io.oncestream.function.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateCheckTest {

    private static final TestFeeds FEEDS = TestFeeds.of(4, 1, "gold", "oil");

    private final CertificateCheck exact = new CertificateCheck(FEEDS.feeds(), QuorumMode.EXACT);
    private final CertificateCheck median = new CertificateCheck(FEEDS.feeds(), QuorumMode.MEDIAN);

    private static Observation signed(String feed, String value) {
        return FEEDS.sign(feed, "gold", 7, value);
    }

    private static Certificate certificate(String value, Observation... observations) {
        return new Certificate("gold", 7, new BigDecimal(value), List.of(observations));
    }

    @Test
    void aQuorumForOneValueProvesIt() {
        Certificate right =
                certificate("2.0", signed("a", "2"), signed("b", "2"), signed("d", "2"));
        assertThat(exact.refusal(right)).isNull();
        assertThat(exact.refusal(certificate("2", signed("a", "2"), signed("b", "2"))))
                .isEqualTo("2 feeds are in it: it takes 3");
        assertThat(
                        exact.refusal(
                                certificate(
                                        "2", signed("a", "2"), signed("b", "2"), signed("d", "3"))))
                .isEqualTo("a feed has signed another value; of --mode median that may be");
    }

    /** smartcontractkit/ccip#797: an observer that was there twice made up for one that was not. */
    @Test
    void aFeedCountsOnce() {
        Observation b = signed("b", "2");
        assertThat(exact.refusal(certificate("2", signed("a", "2"), b, b)))
                .isEqualTo("feed b is in it twice");
    }

    @Test
    void theMedianIsTheLowerOne() {
        Observation[] three = {signed("a", "3"), signed("b", "10"), signed("c", "-1")};
        assertThat(median.refusal(certificate("3", three))).isNull();
        assertThat(median.refusal(certificate("10", three)))
                .isEqualTo("the value is not the median of what is signed");
        assertThat(
                        median.refusal(
                                certificate(
                                        "3",
                                        signed("a", "3"),
                                        signed("b", "10"),
                                        signed("c", "-1"),
                                        signed("d", "4"))))
                .isNull();
        assertThat(median.refusal(certificate("3", signed("a", "3"))))
                .isEqualTo("1 feeds are in it: it takes 3");
    }

    @Test
    void whatOthersHaveSignedProvesNothing() {
        Observation forged =
                new Observation(
                        "c", "gold", 7, BigDecimal.valueOf(2), signed("b", "2").signature());
        assertThat(exact.refusal(certificate("2", signed("a", "2"), signed("b", "2"), forged)))
                .isEqualTo("feed c: signature is not the feed's, of this value");
        Observation otherRound = FEEDS.sign("c", "gold", 8, "2");
        assertThat(exact.refusal(certificate("2", signed("a", "2"), signed("b", "2"), otherRound)))
                .isEqualTo("an observation is of another round or instrument");
    }

    @Test
    void twoSignedValuesProveALie() {
        assertThat(exact.refusal(new Evidence(signed("a", "1"), signed("a", "2")))).isNull();
        String same = "it is not of two values for one round";
        assertThat(exact.refusal(new Evidence(signed("a", "1"), signed("a", "1.0"))))
                .isEqualTo(same);
        assertThat(exact.refusal(new Evidence(signed("a", "1"), signed("b", "2")))).isEqualTo(same);
        assertThat(exact.refusal(new Evidence(signed("a", "1"), FEEDS.sign("a", "gold", 8, "2"))))
                .isEqualTo(same);
        assertThat(exact.refusal(new Evidence(signed("a", "1"), FEEDS.sign("a", "oil", 7, "2"))))
                .isEqualTo(same);
        Observation forged =
                new Observation(
                        "a", "gold", 7, BigDecimal.valueOf(2), signed("b", "2").signature());
        assertThat(exact.refusal(new Evidence(signed("a", "1"), forged)))
                .isEqualTo("signature is not the feed's, of this value");
    }

    @Test
    void aCertificateIsReadAsItWasWritten() {
        Certificate written = certificate("2", signed("a", "2"), signed("b", "-0.5"));
        assertThat(CertificateJson.read(CertificateJson.write(written), "gold", 7))
                .isEqualTo(written.observations());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[",
                "[1]",
                "[{}]",
                "[{\"feed\":\"a\",\"value\":\"x\",\"signature\":\"\"}]",
                "[{\"feed\":\"a\",\"value\":1,\"signature\":\"\"}]",
                "[{\"feed\":[],\"value\":\"1\",\"signature\":\"\"}]"
            })
    void whatIsNoneIsRefused(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CertificateJson.read(json, "gold", 7));
    }

    @Test
    void aQuorumHasAnHonestFeedInCommonWithAnyOther() {
        Stream.of(
                        new QuorumSize(4, 1),
                        new QuorumSize(5, 1),
                        new QuorumSize(9, 2),
                        new QuorumSize(100, 33))
                .forEach(
                        size -> {
                            assertThat(2 * size.exact() - size.feeds())
                                    .isGreaterThan(size.faulty());
                            assertThat(size.exact())
                                    .isLessThanOrEqualTo(size.feeds() - size.faulty());
                        });
    }
}
