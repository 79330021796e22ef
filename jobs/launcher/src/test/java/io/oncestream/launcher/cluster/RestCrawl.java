package io.oncestream.launcher.cluster;

import io.oncestream.launcher.flink.FlinkRest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Asks a JobManager for all that its REST interface tells without being given a parameter. */
final class RestCrawl {
    private static final List<String> OF_PROCESS =
            List.of("", "/logs", "/log", "/stdout", "/thread-dump", "/metrics");
    private static final List<String> OF_CLUSTER =
            List.of("/overview", "/config", "/jobs", "/jobs/overview", "/jars", "/taskmanagers");
    private static final List<String> OF_JOB_MANAGER = List.of("/config", "/environment");
    private static final List<String> OF_JOB =
            List.of(
                    "",
                    "/config",
                    "/plan",
                    "/exceptions",
                    "/accumulators",
                    "/status",
                    "/metrics",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/jobmanager/config",
                    "/jobmanager/environment",
                    "/jobmanager/log-url");
    private static final List<String> OF_VERTEX =
            List.of(
                    "",
                    "/accumulators",
                    "/subtasks/accumulators",
                    "/taskmanagers",
                    "/subtasktimes",
                    "/watermarks",
                    "/metrics",
                    "/subtasks/metrics",
                    "/backpressure",
                    "/flamegraph");

    private final FlinkRest rest;
    private final SecretSearch search;
    private final HttpClient http = HttpClient.newHttpClient();
    private int answers;

    RestCrawl(FlinkRest rest, SecretSearch search) {
        this.rest = rest;
        this.search = search;
    }

    /** How many requests were answered with what was asked for. */
    int answers() {
        return answers;
    }

    void run() throws Exception {
        all("", OF_CLUSTER);
        all("/jobmanager", OF_JOB_MANAGER);
        process("/jobmanager");
        for (JsonNode taskManager : rest.get("/taskmanagers").path("taskmanagers")) {
            process("/taskmanagers/" + taskManager.path("id").asText());
        }
        for (JsonNode job : rest.get("/jobs").path("jobs")) {
            job("/jobs/" + job.path("id").asText());
        }
    }

    private void process(String path) throws Exception {
        all(path, OF_PROCESS);
        for (JsonNode log : rest.get(path + "/logs").path("logs")) {
            ask(path + "/logs/" + log.path("name").asText());
        }
    }

    private void job(String path) throws Exception {
        all(path, OF_JOB);
        for (JsonNode checkpoint : rest.get(path + "/checkpoints").path("history")) {
            ask(path + "/checkpoints/details/" + checkpoint.path("id").asText());
        }
        for (JsonNode vertex : rest.get(path).path("vertices")) {
            all(path + "/vertices/" + vertex.path("id").asText(), OF_VERTEX);
        }
    }

    private void all(String path, List<String> more) throws Exception {
        for (String end : more) {
            ask(path + end);
        }
    }

    /** An error may tell a secret as well as an answer. */
    private void ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rest.base() + path)).build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() == 200) {
            answers++;
        }
        search.content(response.statusCode() + " " + path, response.body());
    }
}
