package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.flink.FlinkRest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/**
 * The jobs on a cluster, as Flink's web UI uploads and runs them: {@code submit} needs two
 * processes for each job.
 */
final class UploadedJar {

    static final Path JAR = Path.of("../collection/target/oncestream-jobs.jar");

    private static final String AVERAGES = "io.oncestream.job.averages.AveragesJob";

    /** The path of the file, which is named by the id. */
    private static final Pattern UPLOADED = Pattern.compile("\"filename\":\"[^\"]*/([^/\"]+)\"");

    private final TestCluster cluster;
    private final String id;

    private UploadedJar(TestCluster cluster, String id) {
        this.cluster = cluster;
        this.id = id;
    }

    /** Each call uploads it once more. */
    static UploadedJar on(TestCluster cluster) throws Exception {
        FlinkRest rest = cluster.rest();
        String boundary = "jar-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                                        .formatted(boundary, JAR.getFileName())
                                + "Content-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(JAR));
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(rest.base().resolve("/jars/upload"))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Matcher file = UPLOADED.matcher(answer.body());
        assertThat(file.find()).as(answer.body()).isTrue();
        return new UploadedJar(cluster, file.group(1));
    }

    /** What the web UI offers to run of it. */
    List<String> entryClasses() throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode file : cluster.rest().get("/jars").path("files")) {
            if (file.path("id").asText().equals(id)) {
                file.path("entry").forEach(entry -> names.add(entry.path("name").asText()));
            }
        }
        return names;
    }

    /** Runs averages and returns the job's id. */
    String run(List<String> arguments) throws IOException {
        JsonNode answer =
                RestAction.post(
                        cluster.rest(),
                        "/jars/" + id + "/run",
                        Map.of("entryClass", AVERAGES, "programArgsList", arguments));
        return answer.path("jobid").asText();
    }
}
