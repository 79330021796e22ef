package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.flink.FlinkRest;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/** A job on a {@link TestCluster} that writes the given table. */
final class RunningJob {

    /** Each look is a connection, which costs the server as much as a query. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final TestCluster cluster;
    private final TestDatabase database;
    private final String table;
    private final String id;

    RunningJob(TestCluster cluster, TestDatabase database, String table, String id) {
        this.cluster = cluster;
        this.database = database;
        this.table = table;
        this.id = id;
    }

    String id() {
        return id;
    }

    long rows() throws SQLException {
        return database.queryLong("SELECT count(*) FROM \"" + table + '"');
    }

    void awaitRows() {
        awaitRows(1);
    }

    void awaitRows(long least) {
        // The table is made by the job.
        Patience.await()
                .pollInterval(LOOK_EVERY)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> rows() >= least);
    }

    /** The processes that run its tasks. */
    Set<String> taskManagers() {
        // No JobManager answers while another one becomes the leader.
        return Patience.await()
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(this::askForTaskManagers, names -> !names.isEmpty());
    }

    private Set<String> askForTaskManagers() throws IOException {
        Set<String> names = new TreeSet<>();
        for (var vertex : cluster.rest().get("/jobs/" + id).path("vertices")) {
            String path = "/jobs/" + id + "/vertices/" + vertex.path("id").asText();
            for (var task : cluster.rest().get(path).path("subtasks")) {
                names.add(task.path("taskmanager-id").asText());
            }
        }
        return names;
    }

    /** The newest epoch of the sink that writes the table: a restart takes new ones. */
    long lastEpoch() throws SQLException {
        return database.queryLong(
                "SELECT coalesce(max(fence), 0) FROM oncestream_transactions WHERE table_name = '"
                        + table
                        + "'");
    }

    /** How many rows the sink's markers account for, over all of its starts. */
    long rowsInLedger() throws SQLException {
        return database.queryLong(
                "SELECT sum(row_count) FROM oncestream_transactions WHERE table_name = '"
                        + table
                        + "'");
    }

    /** Waits until a writer that started after the given epoch has committed. */
    void awaitCommitAfter(long epoch) {
        String sql =
                "SELECT count(*) FROM oncestream_transactions WHERE table_name = '%s' AND epoch > %d AND checkpoint_id > 0"
                        .formatted(table, epoch);
        Patience.await().pollInterval(LOOK_EVERY).until(() -> database.queryLong(sql) > 0);
    }

    void awaitFinished() {
        Patience.await().ignoreExceptionsInstanceOf(IOException.class).until(this::hasEnded);
    }

    /** Takes a savepoint and goes on. */
    void takeSavepoint() throws IOException {
        FlinkRest rest = cluster.rest();
        String savepoints = "/jobs/" + id + "/savepoints";
        String request = RestAction.post(rest, savepoints, Map.of()).path("request-id").asText();
        Patience.await()
                .until(
                        () -> rest.get(savepoints + "/" + request).path("operation"),
                        operation -> operation.has("location"));
    }

    private boolean hasEnded() throws IOException {
        JobMonitor monitor = new JobMonitor(cluster.rest(), JobID.fromHexString(id));
        JobStatus status = monitor.status().orElse(JobStatus.RUNNING);
        assertThat(status).isNotIn(JobStatus.FAILED, JobStatus.CANCELED);
        return status == JobStatus.FINISHED;
    }
}
