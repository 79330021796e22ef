package io.oncestream.bench.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.testing.PostgresServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All contestants certify the same.
 *
 * <p>The check was seen to fail with a function that looks at no signature, and with a loop that
 * counts a feed twice.
 */
@Tag("matrix") // Each of the jobs takes some seconds to start.
class QuorumContestITCase {

    private static final int OBSERVATIONS = 5_000;

    @TempDir private static Path folder;

    @BeforeAll
    static void start() {
        System.setProperty("oncestream.checkout", "../..");
        System.setProperty("oncestream.home", folder.toString());
    }

    @AfterAll
    static void stop() {
        System.clearProperty("oncestream.checkout");
        System.clearProperty("oncestream.home");
    }

    static List<String> contestants() {
        return List.copyOf(new QuorumContest().contestants().keySet());
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void certifiesWhatAQuorumHasSigned(String contestant) throws Exception {
        try (Work work = new QuorumContest().contestants().get(contestant).prepare(small())) {
            work.run();
            Check check = work.check();
            assertThat(check.rows()).isBetween(OBSERVATIONS / 5L, OBSERVATIONS / 4L);
            assertThat(check.readings()).isEqualTo(check.rows() * 3);
        }
    }

    @Test
    void hasForgedLinesAndRepeats() {
        Script script = Script.of(small());
        assertThat(script.forged()).isBetween(20L, 100L);
        assertThat(script.lines().stream().distinct()).hasSizeBetween(4_700, 4_950);
    }

    @Test
    void beginsAlikeWithFewerLines() {
        List<Script.Line> few = Script.of(small().with(Case.READINGS, 100)).lines();
        assertThat(Script.of(small()).lines()).startsWith(few.toArray(Script.Line[]::new));
    }

    @Test
    void leavesManyToThoseThatAreFast() {
        Case many = small().with(QuorumContest.OBVIOUS, false);
        assertThat(contestants().stream().filter(each -> new QuorumContest().does(each, many)))
                .containsExactly("oncestream", "oncestream-again", "loop");
    }

    @Test
    void findsWhatIsWrong() {
        Certified wrong = new Certified();
        wrong.add("instrument-0", 0, BigDecimal.ONE, 3);
        assertThatThrownBy(() -> Script.of(small()).compare(wrong))
                .hasMessageContaining("certified is Check[rows=1, readings=3");
    }

    private static Case small() {
        return new Case("small", Map.of())
                .with(Case.READINGS, OBSERVATIONS)
                .with("seed", 1)
                .with(Script.INSTRUMENTS, 16)
                .with(QuorumContest.OBVIOUS, true)
                .with(
                        OwnDatabase.SERVER,
                        io.oncestream.server.postgres.PostgresServer.url(PostgresServer.port()))
                .with(FlinkEngine.BACKEND, "hashmap")
                .with(FlinkEngine.PARALLELISM, 1)
                .with(FlinkEngine.CHECKPOINT_MILLIS, 200);
    }
}
