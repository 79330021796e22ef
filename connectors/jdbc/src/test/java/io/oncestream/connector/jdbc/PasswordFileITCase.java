package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.credential.UnreadablePassword;
import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.PostgresProcess;
import io.oncestream.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL and a MariaDB, whose users have to know passwords that differ. */
class PasswordFileITCase {
    private static final String SECRET = "s3cret:\\";

    @TempDir private static Path folder;
    private static PostgresProcess postgres;
    private static TestDatabase mariaDb;
    private static String mariaDbUrl;

    private final Path file = folder.resolve("passwords");
    private final PasswordReference reference = PasswordReference.ofFile(file.toString());
    private DatabaseAddress one;
    private DatabaseAddress two;

    @BeforeAll
    static void createUsers() throws Exception {
        Path rules =
                Files.writeString(
                        folder.resolve("hba.conf"),
                        """
                        host all postgres 127.0.0.1/32 trust
                        host all all 127.0.0.1/32 scram-sha-256
                        """);
        postgres =
                PostgresProcess.start(
                        folder.resolve("postgres"), Map.of("hba_file", rules.toString()));
        postgres.database().execute("CREATE ROLE flink LOGIN PASSWORD '" + SECRET + "one'");
        postgres.database().execute("CREATE DATABASE shop OWNER flink");
        mariaDb = DatabaseKind.MARIADB.newDatabase();
        mariaDb.execute(
                "CREATE USER keeper IDENTIFIED BY '" + SECRET.replace("\\", "\\\\") + "two'");
        mariaDbUrl = mariaDb.address().url();
        String name = mariaDbUrl.replaceFirst(".*/(.*)\\?.*", "$1");
        mariaDb.execute("GRANT ALL ON " + name + ".* TO keeper");
    }

    @AfterAll
    static void stop() throws Exception {
        mariaDb.execute("DROP USER keeper");
        postgres.close();
    }

    @BeforeEach
    void nameDatabases() {
        one = new DatabaseAddress(postgres.address("flink", "shop").url(), reference);
        two = new DatabaseAddress(mariaDbUrl.replaceFirst("user=\\w+", "user=keeper"), reference);
    }

    private static String line(DatabaseAddress database, String user, String password) {
        String port = database.url().replaceFirst(".*:(\\d+)/.*", "$1");
        return "127.0.0.1:%s:*:%s:%s%n"
                .formatted(port, user, (SECRET + password).replaceAll("[:\\\\]", "\\\\$0"));
    }

    private SinkHarness sink() throws Exception {
        SinkOptions options =
                new SinkOptions(
                        List.of(new Participant("one", one), new Participant("two", two)),
                        new SinkName("test", "sink"),
                        StartPolicy.EMPTY,
                        0,
                        new Backoff(
                                Duration.ofMillis(50), Duration.ofMillis(500), SinkHarness.RETRIED),
                        RowMemory.QUARTER_OF_HEAP,
                        FailurePoint.NONE,
                        "sink");
        return new SinkHarness(options, SinkHarness.append("entries"));
    }

    @Test
    void eachDatabaseIsWrittenWithItsOwnPassword() throws Exception {
        Files.writeString(file, line(one, "flink", "one") + line(two, "keeper", "two"));
        try (SinkHarness sink = sink().start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            sink.complete(1);
        }
        for (DatabaseAddress each : List.of(one, two)) {
            assertThat(new TestDatabase(each).query("SELECT count(*) FROM oncestream_sinks"))
                    .containsExactly("1");
        }
    }

    @Test
    void thePasswordOfAnotherIsRefusedAndNotRepeated() throws Exception {
        Files.writeString(file, line(one, "flink", "one") + line(two, "keeper", "one"));
        assertFails(SinkFailure.class, "Access denied");
        Files.writeString(file, line(one, "flink", "two") + line(two, "keeper", "two"));
        assertFails(SinkFailure.class, "password authentication failed");
    }

    @Test
    void aDatabaseWithoutAPasswordIsNamedAndNothingElseOfTheFile() throws Exception {
        Files.writeString(file, line(one, "flink", "one"));
        assertFails(UnreadablePassword.class, "no line .* for host 127.0.0.1, .* user keeper");
        Files.writeString(file, line(two, "keeper", "two"));
        assertFails(UnreadablePassword.class, "no line .* for host 127.0.0.1, .* user flink");
    }

    private void assertFails(Class<? extends Exception> type, String message) throws Exception {
        try (SinkHarness sink = sink()) {
            assertThatThrownBy(sink::start)
                    .hasStackTraceContaining(type.getName())
                    .extracting(ExceptionUtils::stringifyException)
                    .asString()
                    .containsPattern(message)
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void thePathTravels() throws Exception {
        Files.writeString(file, line(one, "flink", "one"));
        byte[] travels = InstantiationUtil.serializeObject(one);
        assertThat(new String(travels, StandardCharsets.ISO_8859_1))
                .contains(file.toString())
                .doesNotContain(SECRET);
    }
}
