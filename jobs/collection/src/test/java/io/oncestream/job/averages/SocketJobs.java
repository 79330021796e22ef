package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs that read one port into a database, beside what a batch run made of the same readings. */
final class SocketJobs {

    private final Path folder;
    private final TestDatabase database;
    private final int port;
    private List<String> batch = List.of();

    private SocketJobs(Path folder, TestDatabase database, int port) {
        this.folder = folder;
        this.database = database;
        this.port = port;
    }

    /** With a database of its own, and a free port. */
    static SocketJobs withBatch(Path folder) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        SocketJobs jobs = new SocketJobs(folder, PostgresServer.newDatabase(), port);
        Path file = Files.write(folder.resolve("readings.csv"), SocketReadings.csv());
        build(jobs.start(2), jobs.options("file:" + file, "batch")).execute();
        jobs.batch = jobs.rows("batch");
        return jobs;
    }

    int port() {
        return port;
    }

    /** Windows of the batch's readings: the last line's own is not among them. */
    void awaitBatch(String table) {
        Patience.await().untilAsserted(() -> assertThat(rows(table)).isEqualTo(batch));
    }

    /** Returns the savepoint; refused as long as not all tasks run. */
    String stop(JobClient job) {
        String target = folder.toUri().toString();
        return Patience.await()
                .ignoreExceptions()
                .until(
                        () ->
                                job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
                                        .get(),
                        savepoint -> true);
    }

    StreamExecutionEnvironment start(int parallelism) {
        return TestEnvironments.withCheckpointsIn(folder, parallelism);
    }

    JobClient startJob(String from, String table, StreamExecutionEnvironment env) throws Exception {
        return build(env, options(from, table)).executeAsync();
    }

    static StreamExecutionEnvironment build(
            StreamExecutionEnvironment env, AveragesOptions options) {
        AveragesJob.build(env, options.config(), options.sources(), options.sinks());
        return env;
    }

    AveragesOptions options(String from, String table) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--from=" + from,
                                "--key=key",
                                "--time=time",
                                "--value=value",
                                "--to=" + database.address().url(),
                                "--table=" + table));
        if (!from.startsWith("file:")) {
            arguments.add("--spool=" + folder.resolve("spool"));
            // Senders are not in step with each other, nor is one with itself once it is cut.
            arguments.add("--out-of-order=" + (table.equals("failed") ? "0s" : "1h"));
        }
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(new String[0]));
        return options;
    }

    List<String> query(String sql) throws Exception {
        return database.query(sql);
    }

    boolean exists(String table) throws Exception {
        return database.queryLong(
                        "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'")
                > 0;
    }

    long count(String table) throws Exception {
        return database.queryLong("SELECT count(*) FROM " + table);
    }

    long sum(String table) throws Exception {
        return database.queryLong("SELECT coalesce(sum(count), 0) FROM " + table);
    }

    private List<String> rows(String table) throws Exception {
        return exists(table)
                ? database.query("SELECT * FROM " + table + " ORDER BY key, window_start")
                : List.of();
    }
}
