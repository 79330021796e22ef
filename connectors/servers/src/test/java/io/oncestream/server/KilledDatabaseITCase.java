package io.oncestream.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.server.mariadb.MariaDbServer;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.process.Starter;
import io.oncestream.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is committed outlives the SIGKILL of a database, and what is not does not. */
class KilledDatabaseITCase {

    @TempDir private Path folder;

    static Stream<Arguments> databases() {
        Starter postgres = PostgresServer::start;
        Starter mariaDb = MariaDbServer::start;
        IntFunction<String> postgresUrl = PostgresServer::url;
        IntFunction<String> mariaDbUrl = MariaDbServer::url;
        return Stream.of(Arguments.of(postgres, postgresUrl), Arguments.of(mariaDb, mariaDbUrl));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void itComesBackOnItsPortWithWhatWasCommitted(Starter starter, IntFunction<String> address)
            throws Exception {
        try (TestServer server = TestServer.start(folder, starter)) {
            String url = address.apply(server.port());
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept (n int)");
                statement.execute("INSERT INTO kept VALUES (1)");
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO kept VALUES (2)");
                server.kill();
                assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url).close())
                    .isInstanceOf(SQLException.class);
            server.start();
            assertThat(numbers(url)).isEqualTo("1");
        }
    }

    private static String numbers(String url) throws SQLException {
        StringBuilder numbers = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT n FROM kept ORDER BY n")) {
            while (row.next()) {
                numbers.append(row.getInt(1));
            }
        }
        return numbers.toString();
    }
}
