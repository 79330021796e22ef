package io.oncestream.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.launcher.ScriptRun;
import io.oncestream.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password of the database, given by file and by environment, and a wrong one, are searched for
 * in all that a real cluster leaves on disk and answers: logs, job graphs in the storage of high
 * availability, ZooKeeper's data, checkpoints, a savepoint, the uploaded jars, what the commands
 * printed, and Flink's REST interface.
 */
class SecretsITCase {
    private static final Path JAR = Path.of("target", "oncestream-jobs.jar").toAbsolutePath();
    private static final String MAIN = "io.oncestream.job.averages.AveragesJob";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = secret();
    private static final String WRONG_PASSWORD = secret();

    @TempDir private static Path folder;
    @TempDir private static Path secrets;
    private static Path passwordFile;
    private static Path wrongPasswordFile;
    private static EmbeddedPostgres server;
    private static TestDatabase database;
    private static TestCluster cluster;

    private static String secret() {
        return "Secret" + UUID.randomUUID().toString().replace("-", "");
    }

    @BeforeAll
    static void start() throws Exception {
        passwordFile = Files.writeString(secrets.resolve("password"), PASSWORD + "\n");
        wrongPasswordFile = Files.writeString(secrets.resolve("wrong"), WRONG_PASSWORD + "\n");
        Path rules =
                Files.writeString(
                        folder.resolve("hba.conf"),
                        """
                        host all postgres 127.0.0.1/32 trust
                        host all all 127.0.0.1/32 scram-sha-256
                        """);
        server =
                EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("hba_file", rules.toString())
                        .start();
        database = new TestDatabase(address("postgres", "shop"));
        TestDatabase administration = new TestDatabase(address("postgres", "postgres"));
        administration.execute("CREATE ROLE flink LOGIN PASSWORD '" + PASSWORD + "'");
        administration.execute("CREATE DATABASE shop OWNER flink");
        cluster =
                TestCluster.start(
                        folder,
                        Map.of(PasswordReference.DEFAULT_VARIABLE, PASSWORD),
                        "--slots",
                        "4",
                        "--ha");
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        server.close();
    }

    private static DatabaseAddress address(String user, String name) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(server.getPort(), name, user),
                PasswordReference.ofEnvironment());
    }

    private static List<String> arguments(String table, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "--from",
                                "gen:?keys=5&rate=500",
                                "--to",
                                address("flink", "shop").url(),
                                "--table",
                                table,
                                "--parallelism",
                                "1",
                                "--checkpoint-interval",
                                "500ms"));
        words.addAll(List.of(more));
        return words;
    }

    private static String[] words(List<String> first, List<String> more) {
        List<String> words = new ArrayList<>(first);
        words.addAll(more);
        return words.toArray(String[]::new);
    }

    private static RunningJob submit(String table, String... more) throws Exception {
        String id = cluster.submit(words(List.of("averages"), arguments(table, more)));
        return new RunningJob(cluster, database, table, id);
    }

    /**
     * Red with the password planted as the name of a table: found in the execution plan that high
     * availability stores, in checkpoints, logs and answers of the REST interface.
     */
    @Test
    void noPasswordIsInAnyFileOrAnswerOfACluster() throws Exception {
        RunningJob byFile = submit("by_file", "--password-file", passwordFile.toString());
        RunningJob byEnvironment = submit("by_environment");
        failWithTheWrongPassword();
        byFile.awaitRows();
        byEnvironment.awaitRows();
        ScriptRun.Ended stopped = cluster.run("flink", "stop", byFile.id());
        assertThat(stopped.code()).as(stopped.err()).isZero();

        ClusterSearch search = new ClusterSearch(folder, PASSWORD, WRONG_PASSWORD);
        search.running(cluster);
        cluster.close();
        cluster = null;
        search.assertNothingFound();
    }

    private static void failWithTheWrongPassword() throws Exception {
        List<String> arguments =
                arguments("refused", "--password-file", wrongPasswordFile.toString());
        ScriptRun.Ended refused = cluster.run(words(List.of("submit", "averages"), arguments));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("password authentication failed").hasLineCount(1);
        List<String> flink = List.of("flink", "run", "-d", "-c", MAIN, JAR.toString());
        ScriptRun.Ended sent = cluster.run(words(flink, arguments));
        assertThat(sent.code()).as(sent.err()).isZero();
        await().atMost(PATIENCE)
                .until(() -> cluster.rest().get("/overview").path("jobs-failed").asInt() == 1);
    }

    /** The search itself: in plain text, in other encodings, in an archive in an archive. */
    @Test
    void aPasswordIsFoundWhereverItIsPlanted() throws Exception {
        String planted = "user=flink&password=" + PASSWORD + "&more";
        SecretSearch search = new SecretSearch(PASSWORD);
        search.content("plain", planted.getBytes(UTF_8));
        search.content("wide", planted.getBytes(UTF_16LE));
        for (int shift = 0; shift < 3; shift++) {
            byte[] bytes = ("-".repeat(shift) + planted).getBytes(UTF_8);
            search.content("base64", Base64.getEncoder().encode(bytes));
        }
        search.content("jar", zipped(gzipped(planted.getBytes(UTF_8))));
        search.content("nothing", "user=flink".getBytes(UTF_8));
        assertThat(search.found())
                .containsExactly(
                        "plain (plain)",
                        "wide (UTF-16LE)",
                        "wide (UTF-16BE)",
                        "base64 (Base64)",
                        "base64 (Base64)",
                        "base64 (Base64)",
                        "jar!inside! (plain)");
    }

    private static byte[] gzipped(byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inside"));
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
