package io.oncestream.launcher.flink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * JSON over HTTP with a Flink JobManager (Flink's documentation, "REST API"), or with whichever of
 * several answers: each of them speaks for the leading one.
 */
public final class FlinkRest {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

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
        try {
            return get(base, path);
        } catch (ConnectException e) {
            for (URI other : bases) {
                if (!other.equals(base)) {
                    JsonNode answer = get(other, path);
                    base = other;
                    return answer;
                }
            }
            throw e;
        }
    }

    private JsonNode get(URI server, String path) throws IOException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_MAX).build();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
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
