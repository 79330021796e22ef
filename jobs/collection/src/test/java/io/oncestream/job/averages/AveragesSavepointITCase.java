package io.oncestream.job.averages;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A savepoint of each released version is resumed, with a file half read, windows half full and
 * transactions that nobody committed: the tables are those of a run that was never stopped. {@code
 * src/test/resources/savepoints} has a folder per version: the input, the savepoint, and what the
 * database had then. A release adds its own: {@code -Dsavepoint.write=VERSION}.
 *
 * <p>Red with another uid of the windows: "Cannot map checkpoint/savepoint state". Red with a
 * serializer that no longer knows the sink's handle: "transactions of version 1".
 */
class AveragesSavepointITCase {
    private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");

    private static final Duration PACE = Duration.ofMillis(20);

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path checkpoints;

    static Stream<Path> versions() throws Exception {
        try (Stream<Path> folders = Files.list(SAVEPOINTS)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aSavepointOfEveryVersionIsResumed(Path version) throws Exception {
        try (FileChannel ownership = SavepointInput.own()) {
            Files.copy(version.resolve(SavepointInput.NAME), SavepointInput.FILE, REPLACE_EXISTING);
            TestDatabase database = PostgresServer.newDatabase();
            run(database, "clean", new Configuration());
            SavepointTables.restore(database, version);
            long before = database.queryLong("SELECT count(*) FROM resumed_rejected");
            assertThat(before)
                    .isBetween(
                            1L, (long) SavepointInput.READINGS / SavepointInput.REJECT_EVERY - 1);
            run(
                    database,
                    "resumed",
                    new Configuration()
                            .set(StateRecoveryOptions.SAVEPOINT_PATH, version.toUri().toString()));
            assertThat(database.queryLong("SELECT sum(count) FROM clean"))
                    .isEqualTo(
                            SavepointInput.READINGS
                                    - SavepointInput.READINGS / SavepointInput.REJECT_EVERY);
            assertSameRows(database, "resumed", "clean", "*");
            assertSameRows(
                    database, "resumed_rejected", "clean_rejected", "position, text, reason");
        }
    }

    private static void assertSameRows(
            TestDatabase database, String table, String expected, String columns) throws Exception {
        String query = "SELECT %s FROM %s ORDER BY 1, 2";
        assertThat(database.query(query.formatted(columns, table)))
                .isNotEmpty()
                .containsExactlyElementsOf(database.query(query.formatted(columns, expected)));
    }

    private void run(TestDatabase database, String table, Configuration more) throws Exception {
        AveragesOptions options = options(database, table);
        StreamExecutionEnvironment env = environment(more);
        AveragesJob.build(env, options.config(), options.sources(), options.sinks());
        env.execute();
    }

    private static AveragesOptions options(TestDatabase database, String table) throws Exception {
        AveragesOptions options = new AveragesOptions();
        String[] words = {
            "--from",
            "file:" + SavepointInput.FILE,
            "--to",
            database.address().url(),
            "--table",
            table,
            "--time",
            "time",
            "--key",
            "key",
            "--value",
            "value",
            "--bad-records",
            "reject",
            "--window",
            "1s"
        };
        assertThat(CommandLines.parse(CommandLines.of(options), words)).isTrue();
        return options;
    }

    private StreamExecutionEnvironment environment(Configuration more) {
        Configuration configuration =
                new Configuration()
                        .set(PipelineOptions.GENERIC_TYPES, false)
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1))
                        .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                checkpoints.toUri().toString())
                        // All in one file.
                        .set(
                                CheckpointingOptions.FS_SMALL_FILE_THRESHOLD,
                                MemorySize.ofMebiBytes(1))
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.addAll(more);
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
    }

    // ---- the generator ----

    @Test
    @EnabledIfSystemProperty(named = "savepoint.write", matches = ".+")
    void writeTheSavepointOfThisVersion(@InjectMiniCluster MiniCluster flink) throws Exception {
        Path version =
                Files.createDirectories(SAVEPOINTS.resolve(System.getProperty("savepoint.write")));
        try (FileChannel ownership = SavepointInput.own()) {
            SavepointInput.write();
            Files.copy(SavepointInput.FILE, version.resolve(SavepointInput.NAME));
            writeTheSavepoint(flink, version);
        }
    }

    private void writeTheSavepoint(MiniCluster flink, Path version) throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        AveragesOptions options = options(database, "resumed");
        StreamExecutionEnvironment env = environment(new Configuration());
        AveragesJob.Sinks sinks = options.sinks();
        AveragesJob.build(
                env,
                options.config(),
                options.sources(),
                new AveragesJob.Sinks(
                        sinks.summaries(),
                        rejected ->
                                sinks.rejected()
                                        .accept(
                                                rejected.map(new Paced())
                                                        .returns(RejectedRecord.class)
                                                        .uid("paced")),
                        sinks.late()));
        JobClient job = env.executeAsync();
        awaitRejects(67);
        flink.triggerCheckpoint(job.getJobID(), CheckpointType.FULL)
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        awaitRejects(133);
        String savepoint =
                job.triggerSavepoint(checkpoints.toString(), SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        job.cancel().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        Patience.await().until(() -> job.getJobStatus().get().isGloballyTerminalState());
        Files.copy(
                Path.of(URI.create(savepoint)).resolve("_metadata"), version.resolve("_metadata"));
        SavepointTables.save(database, version);
    }

    private static void awaitRejects(int count) {
        Patience.await().until(() -> Paced.SEEN.get() >= count);
    }

    /** Slows the job down, so that there is something left to read at the savepoint. */
    private static final class Paced implements MapFunction<RejectedRecord, RejectedRecord> {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger SEEN = new AtomicInteger();

        @Override
        public RejectedRecord map(RejectedRecord rejected) throws InterruptedException {
            Thread.sleep(PACE.toMillis());
            SEEN.incrementAndGet();
            return rejected;
        }
    }
}
