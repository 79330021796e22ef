package io.oncestream.bench.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.membership.MembershipContest.Part;
import io.oncestream.launcher.gossip.GossipScript;
import io.oncestream.testing.PostgresServer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All contestants view the same, and find in real nodes what must be found. */
@Tag("matrix") // A job takes some seconds to start, and a script its time.
class MembershipContestITCase {

    private static final int CLUSTERS = 4;
    private static final int NODES = 8;

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

    @Test
    void theJobViewsWhatThePlainLoopViews() throws Exception {
        Set<Check> checks = new HashSet<>();
        for (String contestant : List.of("oncestream", "loop")) {
            try (Work work = prepare(contestant, speed())) {
                work.run();
                checks.add(work.check());
            }
        }
        assertThat(checks)
                .singleElement()
                .satisfies(check -> assertThat(check.rows()).isEqualTo(32));
        assertThat(checks.iterator().next().readings()).isGreaterThan(100);
    }

    @Test
    void findsWhatIsWrong() throws Exception {
        assertThatThrownBy(() -> new Viewed().check(EntryFile.of(speed()).greatest()))
                .hasMessageContaining("nodes are {} instead of {edge-0 a=");
    }

    /** ScaleCube's defaults hold nobody dead in so short a script. */
    @ParameterizedTest
    @ValueSource(strings = {"oncestream", "scalecube-tuned"})
    void findsWhatBefallsRealNodes(String contestant) throws Exception {
        try (Work work = prepare(contestant, script())) {
            work.run();
            assertThat(work.check()).isEqualTo(new Check(NODES, 4, 0, List.of()));
            assertThat(work.figures().get("crash-dead-s"))
                    .isGreaterThan(work.figures().get("crash-suspect-s"));
        }
    }

    private static Work prepare(String contestant, Case one) throws Exception {
        assertThat(new MembershipContest().does(contestant, one)).isTrue();
        return new MembershipContest().contestants().get(contestant).prepare(one);
    }

    private static Case script() {
        return new Case("script", Map.of())
                .with("seed", 1)
                .with(MembershipContest.PART, Part.scalecube)
                .with(Case.READINGS, NODES * GossipScript.UNITS)
                .with(Course.NODES, NODES)
                .with(Course.BEAT_MILLIS, 100);
    }

    private static Case speed() {
        return new Case("small", Map.of())
                .with("seed", 1)
                .with(MembershipContest.PART, Part.speed)
                .with(Case.READINGS, 40_000)
                .with(EntryFile.CLUSTERS, CLUSTERS)
                .with(EntryFile.NODES, NODES)
                .with(
                        OwnDatabase.SERVER,
                        io.oncestream.server.postgres.PostgresServer.url(PostgresServer.port()))
                .with(FlinkEngine.BACKEND, "hashmap")
                .with(FlinkEngine.PARALLELISM, 1)
                .with(FlinkEngine.CHECKPOINT_MILLIS, 200);
    }
}
