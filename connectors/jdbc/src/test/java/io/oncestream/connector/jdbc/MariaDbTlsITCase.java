package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.testing.MariaDbProcess;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link TlsITCase} with MariaDB: no connection without TLS, an authority of its own. The server is
 * asked itself whether a session is encrypted. What is refused was red when it counted as a lost
 * connection: it was tried again until the limit.
 */
class MariaDbTlsITCase {
    @TempDir private static Path directory;
    private static Path authority;
    private static Path otherAuthority;
    private static MariaDbProcess server;

    @BeforeAll
    static void startServer() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        authority = certificates.authority("ca");
        otherAuthority = certificates.authority("other");
        server =
                MariaDbProcess.start(
                        directory.resolve("server"),
                        "--ssl-cert=" + certificates.server("server", "ca", "ip:127.0.0.1"),
                        "--ssl-key=" + certificates.privateKey("server"));
        server.database().execute("SET GLOBAL require_secure_transport = ON");
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static DatabaseAddress address(String host, String parameters) {
        String url = server.url("test").replace("127.0.0.1", host);
        return new DatabaseAddress(url + "&" + parameters, PasswordReference.ofEnvironment());
    }

    private static SinkHarness sink(DatabaseAddress address) throws Exception {
        return new SinkHarness(TlsITCase.patient(address), SinkHarness.upsert("t"));
    }

    @Test
    void rowsAreWrittenToAServerWhoseCertificateAndNameAreVerified() throws Exception {
        DatabaseAddress address =
                address("127.0.0.1", "sslMode=verify-full&serverSslCert=" + authority);
        try (SinkHarness sink = sink(address).start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            sink.complete(1);
        }
        TestDatabase database = new TestDatabase(address);
        assertThat(database.query("SELECT key FROM t")).containsExactly("a");
        assertThat(database.query("SHOW STATUS LIKE 'Ssl_cipher'"))
                .singleElement()
                .asString()
                .matches("Ssl_cipher\\|TLS.+");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedAtOnce() {
        assertRefused(
                address("127.0.0.1", "sslMode=verify-full&serverSslCert=" + otherAuthority),
                "PKIX path");
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedAtOnce() {
        assertRefused(
                address("localhost", "sslMode=verify-full&serverSslCert=" + authority),
                "SSL hostname verification failed : DNS host \"localhost\"");
    }

    @Test
    void aCertificateFileThatIsNotThereIsNamedAtOnce() {
        assertRefused(
                address("127.0.0.1", "sslMode=verify-full&serverSslCert=/nowhere/ca.pem"),
                "File not found for option `serverSslCert` (value: '/nowhere/ca.pem')");
    }

    @Test
    void aPlainConnectionIsRefusedByTheServer() {
        assertRefused(address("127.0.0.1", "sslMode=disable"), "insecure transport");
    }

    private static void assertRefused(DatabaseAddress address, String why) {
        assertThatThrownBy(() -> sink(address).start().close())
                .isInstanceOf(SinkFailure.class)
                .message()
                .hasLineCount(1)
                .contains("cannot start writing table t", why);
    }
}
