package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.testing.PostgresProcess;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes no connection without TLS, with a certificate of an authority of its own. */
class TlsITCase {
    private static final Duration LONGER_THAN_A_TEST = Duration.ofMinutes(5);

    @TempDir private static Path directory;
    private static Path authority;
    private static Path otherAuthority;
    private static PostgresProcess server;

    @BeforeAll
    static void startServer() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        authority = certificates.authority("ca");
        otherAuthority = certificates.authority("other");
        Path certificate = certificates.server("server", "ca", "ip:127.0.0.1");
        Path key = certificates.privateKey("server");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path rules = directory.resolve("hba.conf");
        Files.writeString(rules, "hostssl all all 127.0.0.1/32 trust\n");
        server =
                PostgresProcess.start(
                        directory.resolve("postgres"),
                        Map.of(
                                "ssl", "on",
                                "ssl_cert_file", certificate.toString(),
                                "ssl_key_file", key.toString(),
                                "hba_file", rules.toString()));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static DatabaseAddress address(String host, String parameters) {
        return new DatabaseAddress(
                "jdbc:postgresql://%s:%d/postgres?user=postgres&%s"
                        .formatted(host, server.port(), parameters),
                PasswordReference.ofEnvironment());
    }

    /** An error that counted as a lost connection would never be seen. */
    static SinkOptions patient(DatabaseAddress address) {
        SinkOptions base = SinkHarness.options(address);
        return new SinkOptions(
                base.participants(),
                base.name(),
                base.startPolicy(),
                base.cutsKept(),
                new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), LONGER_THAN_A_TEST),
                base.heapBytesMax(),
                base.failurePoint(),
                base.run());
    }

    private static SinkHarness sink(DatabaseAddress address) throws Exception {
        return new SinkHarness(patient(address), SinkHarness.upsert("t"));
    }

    @Test
    void rowsAreWrittenToAServerWhoseCertificateAndNameAreVerified() throws Exception {
        DatabaseAddress address =
                address("127.0.0.1", "sslmode=verify-full&sslrootcert=" + authority);
        try (SinkHarness sink = sink(address).start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            sink.complete(1);
            TestDatabase database = new TestDatabase(address);
            assertThat(database.query("SELECT key FROM t")).containsExactly("a");
            assertThat(
                            database.query(
                                    "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity"
                                            + " USING (pid) WHERE application_name = 'oncestream'"))
                    .containsExactly("t");
        }
    }

    /** Red when it counted as a lost connection: tried again until the limit, as the two below. */
    @Test
    void aCertificateOfAnotherAuthorityIsRefusedAtOnce() {
        assertRefused(
                address("127.0.0.1", "sslmode=verify-full&sslrootcert=" + otherAuthority),
                "SSL error: PKIX path");
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedAtOnce() {
        assertRefused(
                address("localhost", "sslmode=verify-full&sslrootcert=" + authority),
                "The hostname localhost could not be verified");
    }

    @Test
    void aCertificateFileThatIsNotThereIsNamedAtOnce() {
        assertRefused(
                address("127.0.0.1", "sslmode=verify-full&sslrootcert=/nowhere/ca.pem"),
                "Could not open SSL root certificate file /nowhere/ca.pem");
    }

    @Test
    void aPlainConnectionIsRefusedByTheServer() {
        assertRefused(address("127.0.0.1", "sslmode=disable"), "no encryption");
    }

    private static void assertRefused(DatabaseAddress address, String why) {
        assertThatThrownBy(() -> sink(address).start().close())
                .isInstanceOf(SinkFailure.class)
                .message()
                .hasLineCount(1)
                .contains("cannot start writing table t", why);
    }
}
