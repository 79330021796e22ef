package io.oncestream.launcher.cluster;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.flink.FlinkRest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the cluster says about itself, over REST; any JobManager answers for the leading one. */
public final class ClusterView {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterView.class);

    private final List<URI> webUis;
    private final FlinkRest rest;
    private final int defaultParallelism;

    ClusterView(Configuration configuration, ClusterShape shape) {
        this.webUis =
                IntStream.rangeClosed(1, shape.jobManagers().size())
                        .mapToObj(i -> ClusterConfiguration.webUi(configuration, i))
                        .toList();
        this.defaultParallelism = configuration.get(CoreOptions.DEFAULT_PARALLELISM);
        this.rest = new FlinkRest(webUis);
    }

    /** The slots of all TaskManagers that have registered. */
    record Overview(int slots, int freeSlots) {}

    Overview overview() throws IOException {
        var json = rest.get("/overview");
        return new Overview(json.path("slots-total").asInt(), json.path("slots-available").asInt());
    }

    /** Whether this JobManager's own web UI is up. */
    boolean answers(String jobManager) {
        URI webUi = webUis.get(ClusterShape.number(jobManager) - 1);
        try {
            return !new FlinkRest(webUi).get("/config").isEmpty();
        } catch (IOException e) {
            LOG.debug("No answer from {}", webUi, e);
            return false;
        }
    }

    /** Whether some JobManager leads, and so answers for the cluster. */
    boolean hasLeader() {
        try {
            return overview().slots() >= 0;
        } catch (IOException e) {
            LOG.debug("No answer", e);
            return false;
        }
    }

    /** The addresses of the TaskManagers by their names; a process has an address of its own. */
    Map<String, String> taskManagers() throws IOException {
        Map<String, String> addresses = new HashMap<>();
        for (var taskManager : rest.get("/taskmanagers").path("taskmanagers")) {
            addresses.put(taskManager.path("id").asText(), taskManager.path("path").asText());
        }
        return addresses;
    }

    /**
     * Refuses a job that would wait for slots for ever.
     *
     * @param parallelism empty for the cluster's default
     */
    public void checkSlots(Optional<Integer> parallelism) throws IOException {
        int needed = parallelism.orElse(defaultParallelism);
        int slots = overview().slots();
        if (needed > slots) {
            throw new UsageException(
                    "the job needs %d slots and the cluster has %d: give a smaller --parallelism, or stop the cluster and start it with more --taskmanagers or --slots"
                            .formatted(needed, slots));
        }
    }

    /**
     * A job that has not ended.
     *
     * @param status Flink's, and how many of its tasks run where not all do: RUNNING it is called
     *     while it waits for slots, too
     */
    record Job(String id, String name, String status) {}

    List<Job> jobs() throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (var job : rest.get("/jobs/overview").path("jobs")) {
            if (job.path("end-time").asLong() < 0) {
                JsonNode tasks = job.path("tasks");
                int total = tasks.path("total").asInt();
                int up = tasks.path("running").asInt() + tasks.path("finished").asInt();
                String waits = up == total ? "" : " (%d of %d tasks)".formatted(up, total);
                jobs.add(
                        new Job(
                                job.path("jid").asText(),
                                job.path("name").asText(),
                                job.path("state").asText() + waits));
            }
        }
        return jobs;
    }

    public FlinkRest rest() {
        return rest;
    }

    /** The web UI of the first JobManager that answers. */
    public URI webUi() {
        return rest.base();
    }
}
