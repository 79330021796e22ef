package io.oncestream.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.bench.measure.Broker;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.ServerOptions;
import io.oncestream.bench.measure.Servers;
import io.oncestream.bench.measure.ServiceOptions;
import io.oncestream.bench.measure.Work;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All contestants count the same. */
@Tag("matrix") // It starts three databases and a broker of its own.
class CountersContestITCase {

    private static final int COMMANDS = 600;
    private static final int COUNTERS = 5;

    @TempDir private static Path folder;

    private static Servers servers;
    private static Case small;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("oncestream.checkout", "../..");
        System.setProperty("oncestream.home", folder.toString());
        servers =
                new Servers(Home.fromSystemProperties().installation(), folder.resolve("servers"));
        ServerOptions options = new ServerOptions(List.of(3), 0);
        Map<String, String> settings = new TreeMap<>(options.cases().get(0).settings());
        settings.putAll(options.start(servers, line -> {}));
        settings.putAll(Broker.start(servers));
        small =
                new ServiceOptions(200)
                        .in(new Case("small", settings).with("seed", 1))
                        .with(Case.READINGS, COMMANDS)
                        .with(AddScript.COUNTERS, COUNTERS)
                        .with(AddScript.SKEW, 1.2)
                        .with(AddScript.WORKERS, 2)
                        .with(CountersContest.BATCH, 50)
                        .with(RatisCounters.OUTSTANDING, 100);
        Home.fromSystemProperties().folder("bench/counters/kafka");
    }

    @AfterAll
    static void stop() {
        servers.close();
        System.clearProperty("oncestream.checkout");
        System.clearProperty("oncestream.home");
    }

    static List<String> contestants() {
        return List.copyOf(new CountersContest().contestants().keySet());
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void countsAllAndAnswersEach(String contestant) throws Exception {
        try (Work work = new CountersContest().contestants().get(contestant).prepare(small)) {
            work.run();
            Check check = work.check();
            assertThat(check.rows()).isEqualTo(COUNTERS);
            assertThat(check.readings()).isEqualTo(COMMANDS);
            assertThat(check).isEqualTo(AddScript.of(small).check(sums(), COMMANDS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void countsNothingAgain(int batch) throws Exception {
        try (UpdateCounters work = UpdateCounters.prepare(small, batch)) {
            work.run();
            work.begin(small);
            work.run();
            assertThat(work.check().readings()).isEqualTo(COMMANDS);
        }
    }

    @Test
    void findsWhatIsWrong() {
        AddScript script = AddScript.of(small);
        Map<String, Long> more = sums();
        more.merge("counter-0", 1L, Long::sum);
        assertThatThrownBy(() -> script.check(more, COMMANDS)).hasMessageContaining("sum of its");
        assertThatThrownBy(() -> script.check(sums(), COMMANDS - 1))
                .hasMessageContaining("answers");
    }

    private static Map<String, Long> sums() {
        return new TreeMap<>(AddScript.of(small).sums());
    }
}
