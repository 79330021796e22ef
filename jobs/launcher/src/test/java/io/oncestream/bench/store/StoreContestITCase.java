package io.oncestream.bench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.bench.measure.Broker;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.ServerOptions;
import io.oncestream.bench.measure.Servers;
import io.oncestream.bench.measure.ServiceOptions;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.store.StoreContest.Part;
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

/** All contestants store the same; Redis where it is installed. */
@Tag("matrix") // It starts three databases and a broker of its own.
class StoreContestITCase {

    private static final int COMMANDS = 600;
    private static final int KEYS = 400;
    private static final int DATABASES = 2;
    private static final int MOVING = 1_000;

    @TempDir private static Path folder;

    private static Servers servers;
    private static Case puts;
    private static Case join;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("oncestream.checkout", "../..");
        System.setProperty("oncestream.home", folder.toString());
        servers =
                new Servers(Home.fromSystemProperties().installation(), folder.resolve("servers"));
        ServerOptions options = new ServerOptions(List.of(DATABASES), 0).withSpares(1);
        Map<String, String> settings = new TreeMap<>(options.cases().get(0).settings());
        settings.putAll(options.start(servers, line -> {}));
        settings.putAll(Broker.start(servers));
        puts =
                new ServiceOptions(200)
                        .in(new Case("small", settings).with("seed", 1))
                        .with(StoreContest.PART, Part.puts)
                        .with(Case.READINGS, COMMANDS)
                        .with(PutScript.KEYS, KEYS)
                        .with(PutScript.VALUE_BYTES, 10)
                        .with(PutScript.WORKERS, 2)
                        .with(StoreContest.BATCH, 50);
        join = puts.with(StoreContest.PART, Part.join).with(Case.READINGS, MOVING);
        Home.fromSystemProperties().folder("bench/store/kafka");
    }

    @AfterAll
    static void stop() {
        servers.close();
        System.clearProperty("oncestream.checkout");
        System.clearProperty("oncestream.home");
    }

    static List<String> contestants() {
        return List.copyOf(new StoreContest().contestants().keySet());
    }

    static List<String> growing() {
        return contestants().stream().filter(each -> new StoreContest().does(each, join)).toList();
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void storesTheLastPutOfEachKey(String contestant) throws Exception {
        try (Work work = new StoreContest().contestants().get(contestant).prepare(puts)) {
            work.run();
            Check check = work.check();
            assertThat(check.rows()).isEqualTo(KEYS);
            assertThat(check.readings()).isEqualTo(COMMANDS);
            assertThat(check).isEqualTo(script().check(script().entries(), COMMANDS));
        }
    }

    @ParameterizedTest
    @MethodSource("growing")
    void movesTheShareOfTheOneThatJoins(String contestant) throws Exception {
        try (Work work = new StoreContest().contestants().get(contestant).prepare(join)) {
            work.run();
            assertThat(work.check().rows()).isEqualTo(MOVING * (DATABASES + 1));
            assertThat(work.figures())
                    .containsKeys("read-p50-ms", "read-before-p99-ms", "read-p99-ratio");
            assertThat(work.figures().get("moved-keys")).isBetween(MOVING * 0.8, MOVING * 1.2);
        }
    }

    @Test
    void leavesTheJoinToThoseThatCan() {
        assertThat(growing()).contains("oncestream").doesNotContain("jdbc", "jdbc-batched");
    }

    @Test
    void findsWhatIsWrong() {
        Map<String, String> other = new TreeMap<>(script().entries());
        other.put("key-0", "other");
        assertThatThrownBy(() -> script().check(other, COMMANDS))
                .hasMessageContaining("400 keys for 400, 399 of them right");
        other.remove("key-0");
        assertThatThrownBy(() -> script().check(other, COMMANDS)).hasMessageContaining("not what");
        assertThatThrownBy(() -> script().check(script().entries(), COMMANDS - 1))
                .hasMessageContaining("are done");
        assertThatThrownBy(() -> Shards.add(other, "key-1", "twice"))
                .hasMessageContaining("two shards have key-1");
    }

    private static PutScript script() {
        return PutScript.of(puts);
    }
}
