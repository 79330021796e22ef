package io.oncestream.connector.jdbc.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever fails: a register has one value at a ballot, and what is decided is not lost; the tables
 * have nothing that is not decided; each command on the path that a job has taken in the end is
 * counted once and answered once, as a replay of the answers says, and nothing else is; each job
 * can go on from one of its checkpoints.
 */
class CounterSimulationTest {

    static final long SEEDS = 4_000;

    @Test
    void countsExactlyWhateverFails() {
        requireExact(0, SEEDS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void eachFlawIsFound(Flaw flaw) {
        OptionalLong seed = firstViolation(flaw, flaw.from(), flaw.from() + SEEDS);
        assertThat(seed).isPresent();
        requireExact(seed.getAsLong(), seed.getAsLong() + 1);
    }

    static void requireExact(long from, long to) {
        firstViolation(Flaw.NONE, from, to)
                .ifPresent(
                        seed -> {
                            String trace = String.join("\n", Simulation.trace(seed, Flaw.NONE));
                            throw new AssertionError("seed %d:%n%s".formatted(seed, trace));
                        });
    }

    /** Each seed runs in one thread, and several do at once. */
    private static OptionalLong firstViolation(Flaw flaw, long from, long to) {
        return LongStream.range(from, to)
                .parallel()
                .filter(seed -> isViolated(seed, flaw))
                .findFirst();
    }

    private static boolean isViolated(long seed, Flaw flaw) {
        try {
            Simulation.run(seed, flaw);
            return false;
        } catch (Violation e) {
            return true;
        }
    }
}
