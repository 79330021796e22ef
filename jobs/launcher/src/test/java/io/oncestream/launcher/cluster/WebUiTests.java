package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.flink.FlinkRest;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What Flink's web UI does with the jar, through the REST interface that it uses itself; on the
 * cluster of {@link ClusterITCase}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebUiTests {

    private final TestCluster cluster;
    private final FlinkRest rest;
    private final UploadedJar jar;

    WebUiTests(TestCluster cluster) throws Exception {
        this.cluster = cluster;
        this.rest = cluster.rest();
        this.jar = UploadedJar.on(cluster);
    }

    @Test
    void everyJobIsOfferedAsAnEntryClass() throws Exception {
        List<String> offered = jar.entryClasses();
        try (JarFile file = new JarFile(UploadedJar.JAR.toFile())) {
            String classes = file.getManifest().getMainAttributes().getValue("program-class");
            assertThat(offered).containsExactlyInAnyOrder(classes.split(",", -1));
        }
        assertThat(offered).contains("io.oncestream.job.averages.AveragesJob");
    }

    @Test
    void aJobRunsWithItsArgumentsAndShowsOperatorsAndMetrics() throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        String job =
                run(
                        "--from=gen:?keys=10&rate=2000",
                        "--to=" + database.address().url(),
                        "--checkpoint-interval=500ms",
                        "--parallelism=2");
        String path = "/jobs/" + job;
        try {
            Patience.await().until(() -> sum(path, "rowsCommitted") > 0);
            assertThat(sum(path, "rowsRead")).isPositive();
            for (String metric :
                    List.of("transactionsPending", "commitDurationMillis_max", "commitRetries")) {
                assertThat(metrics(path, metric)).as(metric).isNotEmpty();
            }
            assertThat(operators(path))
                    .contains(
                            "Source: read",
                            "set bad records aside",
                            "statistics per key and window",
                            "Sink: write summaries",
                            "Sink: write rejected records",
                            "Sink: write late readings")
                    .noneMatch(name -> name.startsWith("Unnamed"));
        } finally {
            RestAction.cancel(rest, path.substring("/jobs/".length()));
        }
    }

    /** A main that ended the process would end the JobManager. */
    @Test
    void wrongArgumentsAreExplainedAndTheJobManagerLivesOn() throws Exception {
        assertThatThrownBy(() -> run("--from=gen:?kays=10", "--to=jdbc:postgresql://h/d?user=u"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kays")
                .hasMessageContaining("keys");
        assertThatThrownBy(() -> run("--help")).isInstanceOf(IOException.class);
        assertThat(cluster.isAlive("jobmanager-1")).isTrue();
        assertThat(rest.get("/overview").path("taskmanagers").asInt()).isEqualTo(1);
    }

    private String run(String... arguments) throws IOException {
        return jar.run(List.of(arguments));
    }

    private long sum(String job, String metric) throws IOException {
        long sum = 0;
        for (String vertexAndName : metrics(job, metric)) {
            for (var value : rest.get(vertexAndName)) {
                sum += value.path("sum").asLong();
            }
        }
        return sum;
    }

    /** Requests for the values of all metrics with this name, over all operators. */
    private List<String> metrics(String job, String name) throws IOException {
        List<String> requests = new ArrayList<>();
        for (var vertex : rest.get(job).path("vertices")) {
            String path = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (var metric : rest.get(path)) {
                String id = metric.path("id").asText();
                if (id.endsWith("." + name)) {
                    requests.add(path + "?agg=sum&get=" + id.replace(" ", "%20"));
                }
            }
        }
        return requests;
    }

    /** The names in the chains that the job's page shows. */
    private List<String> operators(String job) throws IOException {
        List<String> names = new ArrayList<>();
        for (var vertex : rest.get(job).path("vertices")) {
            for (String name : vertex.path("name").asText().split(" -> |, |[()]", -1)) {
                names.add(name.strip());
            }
        }
        names.removeIf(String::isEmpty);
        return names;
    }
}
