package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.CounterReader.Value;
import io.oncestream.connector.jdbc.CountersRun.Setting;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.KillableDatabase;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of three databases one is away, or two.
 *
 * <p>Seen red: where nothing was copied to a database that was away. That one database does for a
 * majority was not seen here: proposers count for themselves, which {@code CounterSimulationTest}
 * breaks.
 */
class CounterDatabaseAwayRecoveryITCase {
    private final ExecutorService task = Executors.newSingleThreadExecutor();

    @TempDir private Path folder;

    @AfterEach
    void endTask() {
        task.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void oneThatIsAwayHoldsUpNothingAndCatchesUp(DatabaseKind kind) throws Exception {
        try (KillableDatabase third = kind.newServer(folder)) {
            TestDatabase behind = third.database();
            List<TestDatabase> all =
                    List.of(
                            DatabaseKind.POSTGRES.newDatabase(),
                            DatabaseKind.MARIADB.newDatabase(),
                            behind);
            CounterDatabases databases = CountersRun.in(all);
            try (CountersRun run = CountersRun.begin(databases, Setting.of("one"))) {
                run.add("visits", "a", 1L);
                run.checkpoint(1);
                third.kill();
                run.add("visits", "b", 1L);
                run.checkpoint(2);
                run.add("votes", "c", 1L);
                run.checkpoint(3);
                assertThat(strong(databases, "visits")).isEqualTo(new Value(2, 2));
                third.start();
                String answers = "SELECT counter, id, n FROM counters_answers ORDER BY id";
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () ->
                                        assertThat(behind.query(answers))
                                                .isEqualTo(all.get(0).query(answers)));
                assertThat(behind.query("SELECT counter, n FROM counters ORDER BY counter"))
                        .containsExactly("visits|2", "votes|1");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(
                                () ->
                                        behind.queryLong("SELECT COUNT(*) FROM counters_deliveries")
                                                == 0);
            }
        }
    }

    @Test
    void withoutAMajorityNothingIsAnsweredAndNothingIsLost() throws Exception {
        try (KillableDatabase second =
                        DatabaseKind.POSTGRES.newServer(
                                Files.createDirectory(folder.resolve("2")));
                KillableDatabase third =
                        DatabaseKind.MARIADB.newServer(
                                Files.createDirectory(folder.resolve("3")))) {
            TestDatabase first = DatabaseKind.POSTGRES.newDatabase();
            CounterDatabases databases =
                    CountersRun.in(List.of(first, second.database(), third.database()));
            try (CountersRun run = CountersRun.begin(databases, Setting.of("one"))) {
                run.add("visits", "a", 1L);
                run.checkpoint(1);
                second.kill();
                third.kill();
                run.add("visits", "b", 1L);
                run.snapshot(2);
                Future<?> commit = task.submit(() -> complete(run, 2));
                Thread.sleep(1_000); // that nothing happens can only be waited for
                assertThat(commit.isDone()).isFalse();
                assertThat(first.queryLong("SELECT n FROM counters")).isEqualTo(1);
                third.start();
                commit.get(30, TimeUnit.SECONDS);
                assertThat(strong(databases, "visits")).isEqualTo(new Value(2, 2));
                second.start();
            }
        }
    }

    private static Value strong(CounterDatabases databases, String counter)
            throws InterruptedException {
        try (CounterReader reader = CounterReader.of(databases, Duration.ofSeconds(30))) {
            Map<String, Value> values = reader.strong(List.of(counter));
            return values.get(counter);
        }
    }

    private static Object complete(CountersRun run, long checkpointId) throws Exception {
        run.complete(checkpointId);
        return checkpointId;
    }
}
