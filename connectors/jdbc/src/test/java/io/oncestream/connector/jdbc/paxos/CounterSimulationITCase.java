package io.oncestream.connector.jdbc.paxos;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link CounterSimulationTest}, with more seeds. */
@Tag("matrix") // It takes minutes.
class CounterSimulationITCase {

    @Test
    void countsExactlyWhateverElseFails() {
        CounterSimulationTest.requireExact(CounterSimulationTest.SEEDS, 100_000);
    }
}
