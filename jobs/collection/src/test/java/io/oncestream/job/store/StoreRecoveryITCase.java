package io.oncestream.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.connector.jdbc.store.StoreReader;
import io.oncestream.kit.FailingRun;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job over four shards that join and leave, with failures, at 2, 4 and 1 subtasks. */
class StoreRecoveryITCase {
    private static final int PARTITIONS = 2;
    private static final int COMMANDS = 400;
    private static final int KEYS = 40;
    private static final String SPLITS = "k05,k10,k15,k20,k25,k30,k35";

    private static final Partitioning RANGES = new Partitioning(List.of(SPLITS.split(",")));

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;

    private final Map<String, TestDatabase> shards = new TreeMap<>();
    private int sent;

    /** Each read is what its bucket had at the change that it names, and none goes back. */
    @ParameterizedTest
    @ValueSource(longs = 5)
    void readersSeeOneStoreWhileShardsJoinAndLeave(long seed) throws Exception {
        Random random = new Random(seed);
        shards.put("a", DatabaseKind.POSTGRES.newDatabase());
        shards.put("b", DatabaseKind.MARIADB.newDatabase());
        shards.put("c", DatabaseKind.POSTGRES.newDatabase());
        shards.put("d", DatabaseKind.POSTGRES.newDatabase());
        ExecutorService readers = Executors.newSingleThreadExecutor();
        AtomicBoolean ends = new AtomicBoolean();
        List<StoreRead> reads;
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("commands", PARTITIONS);
            FailingRun run = new FailingRun(folder, broker, random);
            Future<List<StoreRead>> reading = readers.submit(() -> readUntil(ends));
            String[] ring = {
                ring("join", "d"),
                ring("leave", "b"),
                ring("join", "b"),
                ring("leave", "a"),
                ring("leave", "c"),
                ring("join", "a")
            };
            int next = 0;
            for (int parallelism : new int[] {2, 4, 1}) {
                run.start(parallelism, COMMANDS, env -> build(env, run, broker));
                send(run, random, ring[next++]);
                run.awaitFailure();
                send(run, random, ring[next++]);
                Patience.await()
                        .ignoreExceptions() // the tables are not there yet
                        .until(() -> count("a", "store_answers") == sent);
                if (next == ring.length) {
                    awaitRest("a", "b", "d");
                }
                run.stop();
            }
            ends.set(true);
            reads = reading.get(60, TimeUnit.SECONDS);
        } finally {
            ends.set(true);
            readers.shutdownNow();
        }
        assertThat(reads).hasSizeGreaterThan(50);
        assertThat(reads).extracting(StoreRead::shard).contains("a", "b", "c", "d");
        Map<String, List<String>> changes = changes();
        assertThat(reads).allSatisfy(read -> assertIsWhatItWas(read, changes));
    }

    /** Each bucket is where the ring has it, each key is there once, and nothing else is. */
    private void awaitRest(String... members) throws Exception {
        Ring ring = Ring.of(List.of(members));
        Map<String, String> expected = new TreeMap<>();
        changes().values().stream()
                .sorted(Comparator.comparing(change -> Long.valueOf(change.get(1))))
                .forEach(
                        change -> {
                            if (change.get(3).equals("put")) {
                                expected.put(change.get(2), change.get(4));
                            } else {
                                expected.remove(change.get(2));
                            }
                        });
        try (StoreReader reader = reader()) {
            Patience.await()
                    .untilAsserted(
                            () -> {
                                assertThat(reader.owners())
                                        .allSatisfy(
                                                (bucket, shard) ->
                                                        assertThat(shard)
                                                                .isEqualTo(ring.owner(bucket)));
                                Map<String, String> rows = new TreeMap<>();
                                for (String shard : shards.keySet()) {
                                    for (String row : database(shard).query(entries(shard))) {
                                        List<String> parts = List.of(row.split("\\|", -1));
                                        assertThat(rows.put(parts.get(0), parts.get(1))).isNull();
                                    }
                                }
                                assertThat(rows).isEqualTo(expected);
                            });
        }
    }

    /** All of them: in the end none is dead. */
    private String entries(String shard) {
        String key = database(shard).address().dialect().quote("key");
        return "SELECT %s, value FROM store WHERE %1$s <> ''".formatted(key);
    }

    private void build(StreamExecutionEnvironment env, FailingRun run, KafkaBroker broker) {
        StoreOptions options = options(broker);
        StoreJob.Sinks sinks = options.sinks();
        StoreJob.build(
                env,
                new RingPlanner(options.layout(), options.remember(), options.moveRate()),
                new StoreFunction(
                        options.layout(),
                        options.remember(),
                        options.moveRate(),
                        options.shardsSeen()),
                options.sources(),
                new StoreJob.Sinks(
                        sinks.shards(),
                        answers -> sinks.answers().accept(run.failing(answers, StoreAnswer.class)),
                        sinks.refused(),
                        sinks.rejected()));
    }

    private StoreOptions options(KafkaBroker broker) {
        List<String> arguments =
                new ArrayList<>(List.of("--from", broker.uri("commands"), "--split-at", SPLITS));
        shards.forEach(
                (name, database) -> {
                    arguments.add(name.equals("d") ? "--spare" : "--to");
                    arguments.add(name + "=" + database.address().url());
                });
        StoreOptions options = new StoreOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(String[]::new));
        return options;
    }

    private static String ring(String op, String shard) {
        return "\"op\":\"%s\",\"shard\":\"%s\"".formatted(op, shard);
    }

    private void send(FailingRun run, Random random, String ring) throws Exception {
        for (int i = 0; i < COMMANDS; i++) {
            int key = random.nextInt(KEYS);
            String what =
                    switch (random.nextInt(10)) {
                        case 0, 1 -> "\"op\":\"delete\"";
                        case 2 -> "\"op\":\"get\"";
                        default -> "\"op\":\"put\",\"value\":\"v%d\"".formatted(sent);
                    };
            if (i == COMMANDS / 2) {
                what = ring;
            } else {
                what += ",\"key\":\"k%02d\"".formatted(key);
            }
            run.send(
                    key % PARTITIONS,
                    "{\"id\":\"i%d\",\"time\":\"%s\",%s}"
                            .formatted(
                                    sent,
                                    Instant.parse("2026-01-31T12:00:00Z").plusMillis(sent),
                                    what));
            sent++;
        }
        run.flush();
    }

    private long count(String shard, String table) throws Exception {
        return database(shard).queryLong("SELECT COUNT(*) FROM " + table);
    }

    private TestDatabase database(String shard) {
        TestDatabase database = shards.get(shard);
        if (database == null) {
            throw new IllegalArgumentException(shard);
        }
        return database;
    }

    private StoreReader reader() {
        List<Participant> participants =
                shards.entrySet().stream()
                        .map(each -> new Participant(each.getKey(), each.getValue().address()))
                        .toList();
        return StoreReader.of(participants, "store", RANGES, Duration.ofSeconds(30));
    }

    private List<StoreRead> readUntil(AtomicBoolean ends) throws Exception {
        Patience.await()
                .ignoreExceptions() // the tables are not there yet
                .until(
                        () -> {
                            for (String shard : shards.keySet()) {
                                count(shard, "store");
                            }
                            return true;
                        });
        Random random = new Random(1);
        Map<Integer, Long> last = new HashMap<>();
        List<StoreRead> reads = new ArrayList<>();
        try (StoreReader reader = reader()) {
            while (!ends.get()) {
                StoreRead read = reader.strong("k%02d".formatted(random.nextInt(KEYS)));
                assertThat(read.seq()).isGreaterThanOrEqualTo(last.getOrDefault(read.bucket(), 0L));
                last.put(read.bucket(), read.seq());
                reads.add(read);
            }
        }
        return reads;
    }

    /** By bucket and change: the key and its value, as the answers have them. */
    private Map<String, List<String>> changes() throws Exception {
        Map<String, List<String>> changes = new HashMap<>();
        for (String row :
                database("a")
                        .query(
                                "SELECT bucket, seq, key, op, value FROM store_answers"
                                        + " WHERE outcome = 'ok' AND op IN ('put', 'delete')")) {
            List<String> parts = List.of(row.split("\\|", -1));
            assertThat(changes.put(parts.get(0) + " " + parts.get(1), parts))
                    .as("another change has this place: %s", row)
                    .isNull();
        }
        return changes;
    }

    private static void assertIsWhatItWas(StoreRead read, Map<String, List<String>> changes) {
        @Nullable String value = null;
        for (long seq = read.seq(); seq > 0; seq--) {
            List<String> change = changes.get(read.bucket() + " " + seq);
            assertThat(change).as("change %d of %s", seq, read).isNotNull();
            if (change.get(2).equals(read.key())) {
                value = change.get(3).equals("put") ? change.get(4) : null;
                break;
            }
        }
        assertThat(read.value()).as("%s", read).isEqualTo(value);
    }
}
