package io.oncestream.launcher.demo.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oncestream.function.quorum.SignatureCheck;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RoundScriptTest {

    private final List<SignedRound> rounds = DemoFeeds.rounds(40, 7);

    private long count(int from, int to, Predicate<SignedRound> which) {
        return rounds.subList(from, to).stream().filter(which).count();
    }

    @Test
    void aSeedSaysAllThatIsSent() {
        assertThat(DemoFeeds.rounds(40, 7)).isEqualTo(rounds);
        assertThat(DemoFeeds.rounds(40, 8)).isNotEqualTo(rounds);
    }

    @Test
    void honestFeedsSignEachRoundWithLittleNoise() {
        for (SignedRound round : rounds) {
            assertThat(round.honest())
                    .hasSize(3)
                    .allMatch(value -> round.error(value) <= 0.3)
                    .allMatch(value -> value.scale() <= 2);
        }
    }

    @Test
    void theLiarDoesAllThatItSays() {
        assertThat(count(0, 10, round -> round.errorOfMean() > 4)).isEqualTo(10);
        assertThat(count(10, 20, SignedRound::hasTwoValues)).isEqualTo(10);
        assertThat(count(0, 40, SignedRound::hasTwoValues)).isEqualTo(10);
        assertThat(count(20, 30, round -> round.forged().count() == 2)).isEqualTo(10);
        assertThat(count(0, 40, round -> round.forged().count() > 0)).isEqualTo(10);
        assertThat(count(30, 40, round -> round.sent().size() == 3)).isEqualTo(10);
    }

    @Test
    void onlyWhatIsReplayedIsRefused() {
        SignatureCheck check = new SignatureCheck(DemoFeeds.FEEDS);
        for (SignedRound round : rounds) {
            assertThat(round.signed()).allMatch(each -> check.refusal(each) == null);
            assertThat(round.forged()).allMatch(each -> check.refusal(each) != null);
        }
    }

    @Test
    void theMeanIsThatOfAllThatIsSigned() {
        SignedRound round = rounds.get(35);
        double mean = round.signed().mapToDouble(each -> each.value().doubleValue()).sum() / 3;
        assertThat(round.errorOfMean())
                .isEqualTo(Math.abs(mean - round.normal().doubleValue()), within(1e-9));
        assertThat(round.error(round.normal().add(BigDecimal.TEN))).isEqualTo(10);
    }
}
