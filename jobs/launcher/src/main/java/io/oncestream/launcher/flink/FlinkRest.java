package io.oncestream.launcher.flink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * JSON over HTTP with a Flink JobManager (Flink's documentation, "REST API"), or with whichever of
 * several answers: each of them speaks for the leading one.
 */
public final class FlinkRest {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /** To a request that has to do something, such as to run a main. */
    private static final Duration ACTION_MAX = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> bases;
    private volatile URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public FlinkRest(URI base) {
        this(List.of(base));
    }

    public FlinkRest(List<URI> bases) {
        this.bases = bases;
        this.base = bases.get(0);
    }

    /** Where the last answer came from. */
    public URI base() {
        return base;
    }

    public JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder().GET().timeout(ANSWER_MAX), path);
    }

    public JsonNode post(String path, Map<String, ?> body) throws IOException {
        return send(json("POST", body), path);
    }

    public JsonNode patch(String path) throws IOException {
        return send(json("PATCH", Map.of()), path);
    }

    private static HttpRequest.Builder json(String method, Map<String, ?> body) throws IOException {
        return HttpRequest.newBuilder()
                .timeout(ACTION_MAX)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private JsonNode send(HttpRequest.Builder request, String path) throws IOException {
        try {
            return sendTo(base, request, path);
        } catch (ConnectException e) {
            for (URI other : bases) {
                if (!other.equals(base)) {
                    JsonNode answer = sendTo(other, request, path);
                    base = other;
                    return answer;
                }
            }
            throw e;
        }
    }

    private JsonNode sendTo(URI server, HttpRequest.Builder request, String path)
            throws IOException {
        try {
            HttpResponse<byte[]> response =
                    http.send(
                            request.uri(server.resolve(path)).build(), BodyHandlers.ofByteArray());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(path + ": " + response.statusCode() + " " + body);
            }
            return body;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
