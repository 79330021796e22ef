package io.oncestream.launcher.cluster;

import io.oncestream.launcher.flink.FlinkRest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** What the web UI's buttons send. */
final class RestAction {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RestAction() {}

    static JsonNode post(FlinkRest rest, String path, Map<String, ?> body) throws IOException {
        return send(rest, "POST", path, body);
    }

    static void cancel(FlinkRest rest, String job) throws IOException {
        send(rest, "PATCH", "/jobs/" + job + "?mode=cancel", Map.of());
    }

    private static JsonNode send(FlinkRest rest, String method, String path, Map<String, ?> body)
            throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(rest.base().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
