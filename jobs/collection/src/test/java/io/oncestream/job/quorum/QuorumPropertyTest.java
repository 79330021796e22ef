package io.oncestream.job.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.quorum.QuorumMode;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Up to f feeds tell each of two runs what they like, in any order, with losses and repeats. */
class QuorumPropertyTest {

    @Property(tries = 3_000)
    void twoRunsNeverCertifyDifferentValues(@ForAll long seed) {
        assertThat(violations(seed, QuorumMode.EXACT, QuorumSimulation.Flaw.NONE)).isEmpty();
    }

    @Property(tries = 3_000)
    void aMedianIsInTheHonestRange(@ForAll long seed) {
        assertThat(violations(seed, QuorumMode.MEDIAN, QuorumSimulation.Flaw.NONE)).isEmpty();
    }

    /** Else the two above would say nothing. */
    @ParameterizedTest
    @CsvSource({"EXACT, TOO_MANY_LIARS", "EXACT, LOWER_QUORUM", "MEDIAN, TOO_MANY_LIARS"})
    void aFlawIsFound(QuorumMode mode, QuorumSimulation.Flaw flaw) {
        assertThat(
                        LongStream.range(0, 200)
                                .filter(seed -> !violations(seed, mode, flaw).isEmpty())
                                .count())
                .isGreaterThan(20);
    }

    private static List<String> violations(long seed, QuorumMode mode, QuorumSimulation.Flaw flaw) {
        return QuorumSimulation.violations(seed, mode, flaw);
    }
}
