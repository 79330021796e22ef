package io.oncestream.launcher.flink;

import io.oncestream.connector.jdbc.SinkMetrics;
import io.oncestream.function.SplitDecoded;
import io.oncestream.launcher.failure.RootCause;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** What Flink's REST interface knows about one job. */
public final class JobMonitor {

    private static final List<String> METRICS =
            List.of(
                    SplitDecoded.BYTES_READ,
                    SplitDecoded.BYTES_TOTAL,
                    SplitDecoded.ROWS_READ,
                    SplitDecoded.ROWS_TOTAL,
                    SplitDecoded.ROWS_REJECTED,
                    SinkMetrics.DATABASE_WAIT_MILLIS);

    /** Those of which a subtask knows the whole, not its share. */
    private static final Set<String> NOT_SHARED =
            Set.of(SplitDecoded.BYTES_TOTAL, SplitDecoded.ROWS_TOTAL);

    private final FlinkRest rest;
    private final JobID jobId;
    private final String job;

    public JobMonitor(FlinkRest rest, JobID jobId) {
        this.rest = rest;
        this.jobId = jobId;
        this.job = "/jobs/" + jobId.toHexString();
    }

    JobID jobId() {
        return jobId;
    }

    /** Flink's own client, for what is to be done with the job. */
    RestClusterClient<String> client() throws Exception {
        Configuration address = new Configuration();
        address.set(RestOptions.ADDRESS, rest.base().getHost());
        address.set(RestOptions.PORT, rest.base().getPort());
        return new RestClusterClient<>(address, "remote");
    }

    /** Empty until the job is submitted. */
    public Optional<JobStatus> status() throws IOException {
        for (JsonNode one : rest.get("/jobs").path("jobs")) {
            if (job.endsWith("/" + one.path("id").asText())) {
                return Optional.of(JobStatus.valueOf(one.path("status").asText()));
            }
        }
        return Optional.empty();
    }

    /** Whether every task of the job runs, or has already ended. */
    public boolean allTasksRun() throws IOException {
        JsonNode vertices = rest.get(job).path("vertices");
        for (JsonNode vertex : vertices) {
            JsonNode tasks = vertex.path("tasks");
            int up = tasks.path("RUNNING").asInt() + tasks.path("FINISHED").asInt();
            if (up < vertex.path("parallelism").asInt()) {
                return false;
            }
        }
        return !vertices.isEmpty();
    }

    /** Whether what Flink says about the job is its final word: it answers from a cache. */
    public boolean isSettled() throws IOException {
        return JobStatus.valueOf(rest.get(job).path("state").asText()).isGloballyTerminalState();
    }

    /** Over all operators and subtasks that have these metrics. */
    public JobProgress progress() throws IOException {
        Map<String, Long> values = new HashMap<>();
        DatabaseWait wait = DatabaseWait.NONE;
        for (JsonNode vertex : rest.get(job).path("vertices")) {
            String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            String query = metricQuery(metrics);
            if (query.isEmpty()) {
                continue;
            }
            for (JsonNode metric : rest.get(metrics + "?agg=sum,max&get=" + query)) {
                String id = metric.path("id").asText();
                wait = wait.orLonger(id, metric.path("max").asLong());
                String name = id.substring(id.lastIndexOf('.') + 1);
                if (NOT_SHARED.contains(name)) {
                    values.merge(name, metric.path("max").asLong(), Math::max);
                } else {
                    values.merge(name, metric.path("sum").asLong(), Long::sum);
                }
            }
        }
        return new JobProgress(
                values.getOrDefault(SplitDecoded.BYTES_READ, 0L),
                Math.max(0, values.getOrDefault(SplitDecoded.BYTES_TOTAL, 0L)),
                values.getOrDefault(SplitDecoded.ROWS_READ, 0L),
                Math.max(0, values.getOrDefault(SplitDecoded.ROWS_TOTAL, 0L)),
                values.getOrDefault(SplitDecoded.ROWS_REJECTED, 0L),
                wait);
    }

    /** Which of the vertex's metrics to ask for; a name begins with the operator's. */
    private String metricQuery(String metrics) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (JsonNode metric : rest.get(metrics)) {
            String id = metric.path("id").asText();
            if (METRICS.stream().anyMatch(name -> id.endsWith("." + name))) {
                wanted.add(URLEncoder.encode(id, StandardCharsets.UTF_8));
            }
        }
        return String.join(",", wanted);
    }

    public long restarts() throws IOException {
        JsonNode metric = rest.get(job + "/metrics?get=numRestarts").path(0);
        return metric.path("value").asLong();
    }

    /**
     * Why the job failed or restarted last.
     *
     * @param timestampMillis when, which tells one failure from the next
     * @param reason one line
     */
    public record Failure(long timestampMillis, String reason) {}

    public Optional<Failure> lastFailure() throws IOException {
        JsonNode last =
                rest.get(job + "/exceptions?maxExceptions=1")
                        .path("exceptionHistory")
                        .path("entries")
                        .path(0);
        String trace = last.path("stacktrace").asText();
        return trace.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(last.path("timestamp").asLong(), RootCause.of(trace)));
    }

    /** The job's accumulators by name. */
    public Map<String, Long> accumulators() throws IOException {
        Map<String, Long> values = new HashMap<>();
        for (JsonNode one : rest.get(job + "/accumulators").path("user-task-accumulators")) {
            values.put(one.path("name").asText(), one.path("value").asLong());
        }
        return values;
    }

    /** The newest checkpoint or savepoint that was kept. */
    public Optional<String> lastCheckpoint() throws IOException {
        JsonNode latest = rest.get(job + "/checkpoints").path("latest");
        String path = latest.path("completed").path("external_path").asText();
        return path.isEmpty() || path.startsWith("<") ? Optional.empty() : Optional.of(path);
    }
}
