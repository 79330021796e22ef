package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.kit.FailingRun;
import io.oncestream.state.command.Command;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job over three databases, with failures, at 2, 4 and 1 subtasks, and a reader. */
class TransfersRecoveryITCase {
    private static final int PARTITIONS = 2;
    private static final int COMMANDS_A_RUN = 400;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;

    private final Map<String, NaiveLedger> models = new TreeMap<>();
    private final Map<String, String> expected = new TreeMap<>();
    private final List<TestDatabase> databases = new ArrayList<>();

    /**
     * Each strong read is consistent, cuts do not go back within a run, and at the end each command
     * has the outcome that a model gave it, once.
     */
    @ParameterizedTest
    @ValueSource(longs = 2)
    void everyCutIsConsistentAndEachCommandIsDoneOnce(long seed) throws Exception {
        Random random = new Random(seed);
        databases.add(DatabaseKind.POSTGRES.newDatabase());
        databases.add(DatabaseKind.MARIADB.newDatabase());
        databases.add(DatabaseKind.POSTGRES.newDatabase());
        ExecutorService readers = Executors.newSingleThreadExecutor();
        AtomicBoolean ends = new AtomicBoolean();
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("commands", PARTITIONS);
            FailingRun run = new FailingRun(folder, broker, random);
            Future<Integer> reads = readers.submit(() -> readUntil(ends));
            for (int parallelism : new int[] {2, 4, 1}) {
                run.start(parallelism, COMMANDS_A_RUN, env -> build(env, run, broker));
                send(run, random);
                run.awaitFailure();
                send(run, random);
                awaitAllOutcomes();
                run.stop();
            }
            ends.set(true);
            assertThat(reads.get(60, TimeUnit.SECONDS)).isGreaterThan(10);
        } finally {
            ends.set(true);
            readers.shutdownNow();
        }
        try (CutReader reader = reader()) {
            BooksAtACut books = BooksAtACut.read(reader);
            books.assertConsistent();
            Map<String, String> outcomes = new TreeMap<>();
            for (List<String> outcome : books.outcomes()) {
                assertThat(outcomes.put(outcome.get(0) + " " + outcome.get(2), outcome.get(3)))
                        .as("a second outcome of %s", outcome)
                        .isNull();
            }
            assertThat(outcomes).isEqualTo(expected);
        }
    }

    private CutReader reader() {
        return CutReader.of(addresses(), "account_versions");
    }

    private List<DatabaseAddress> addresses() {
        return databases.stream().map(TestDatabase::address).toList();
    }

    private int readUntil(AtomicBoolean ends) throws Exception {
        int reads = 0;
        long last = 0;
        try (CutReader reader = reader()) {
            while (!ends.get()) {
                if (reader.newest().isPresent()) {
                    BooksAtACut books = BooksAtACut.read(reader);
                    books.assertConsistent();
                    // Each run goes on from the end of the one before it.
                    assertThat(books.cut()).isGreaterThanOrEqualTo(last);
                    last = books.cut();
                    reads++;
                }
            }
        }
        return reads;
    }

    private void build(StreamExecutionEnvironment env, FailingRun run, KafkaBroker broker) {
        TransfersOptions options = options(broker);
        TransfersJob.Sinks sinks = options.sinks();
        TransfersJob.build(
                env,
                options.remember(),
                options.scale(),
                options.sources(),
                new TransfersJob.Sinks(
                        decisions ->
                                sinks.decisions()
                                        .accept(run.failing(decisions, TransferDecision.class)),
                        sinks.refused(),
                        sinks.rejected()));
    }

    private TransfersOptions options(KafkaBroker broker) {
        List<String> arguments = new ArrayList<>(List.of("--from", broker.uri("commands")));
        for (DatabaseAddress address : addresses()) {
            arguments.addAll(List.of("--to", address.url()));
        }
        TransfersOptions options = new TransfersOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(String[]::new));
        return options;
    }

    /** Each command once or twice, in its ledger's partition. */
    private void send(FailingRun run, Random random) throws Exception {
        for (int i = 0; i < COMMANDS_A_RUN; i++) {
            Command command = command(random);
            List<String> said =
                    models.computeIfAbsent(command.key(), key -> new NaiveLedger()).decide(command);
            expected.put(command.key() + " " + command.id(), said.get(0));
            int partition = Math.floorMod(command.key().hashCode(), PARTITIONS);
            run.send(partition, json(command));
        }
        run.flush();
    }

    private Command command(Random random) {
        String ledger = "ledger-" + random.nextInt(3);
        String id = "c" + expected.size();
        String amount = new BigDecimal(1 + random.nextInt(9_999)).movePointLeft(2).toString();
        boolean deposit = random.nextInt(3) == 0;
        return new Command(
                ledger,
                id,
                deposit ? "deposit" : "transfer",
                Instant.parse("2026-01-31T12:00:00Z").plusMillis(expected.size()),
                deposit
                        ? Map.of("account", account(random), "deposit", amount)
                        : Map.of("from", account(random), "to", account(random), "amount", amount));
    }

    private static String account(Random random) {
        return "account-" + random.nextInt(12);
    }

    private static String json(Command command) {
        String fields =
                command.fields().entrySet().stream()
                        .map(field -> ",\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
                        .collect(Collectors.joining());
        return "{\"ledger\":\"%s\",\"id\":\"%s\",\"time\":\"%s\"%s}"
                .formatted(command.key(), command.id(), command.time(), fields);
    }

    private void awaitAllOutcomes() {
        Patience.await()
                .ignoreExceptions() // the tables are not there yet
                .until(
                        () -> {
                            long outcomes = 0;
                            for (TestDatabase database : databases) {
                                outcomes += database.queryLong("SELECT COUNT(*) FROM transfers");
                            }
                            return outcomes == expected.size();
                        });
    }
}
