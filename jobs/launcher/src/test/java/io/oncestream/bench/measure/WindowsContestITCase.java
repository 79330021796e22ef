package io.oncestream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.bench.windows.Readings;
import io.oncestream.bench.windows.WindowsContest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All contestants compute the same, of an input that is soon read. */
@Tag("matrix") // Flink SQL and Jet take most of a minute to start.
class WindowsContestITCase {

    private static final String CHECKOUT = "oncestream.checkout";

    private static final Case CASE =
            new Case("small", Map.of())
                    .with(Case.READINGS, 5_000)
                    .with("seed", 1)
                    .with(Readings.KEYS, 50)
                    .with(Readings.WINDOWS, 10)
                    .with(FlinkEngine.BACKEND, "hashmap")
                    .with(FlinkEngine.PARALLELISM, 2)
                    .with(FlinkEngine.CHECKPOINT_MILLIS, 10_000);

    @BeforeAll
    static void chooseCheckout() {
        System.setProperty(CHECKOUT, "../..");
    }

    @AfterAll
    static void forgetCheckout() {
        System.clearProperty(CHECKOUT);
    }

    static List<String> contestants() {
        return List.copyOf(new WindowsContest().contestants().keySet());
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void computesWhatThePlainLoopComputes(String contestant) throws Exception {
        assertThat(result(contestant).differenceFrom(result("java"))).isEmpty();
    }

    private static Check result(String contestant) throws Exception {
        try (Work work = new WindowsContest().contestants().get(contestant).prepare(CASE)) {
            work.run();
            return work.check();
        }
    }
}
