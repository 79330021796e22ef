package io.oncestream.testing;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM; each test takes a database of its own. */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final PostgresProcess SERVER =
            new PostgresProcess(
                    TestServer.ofThisJvm(io.oncestream.server.postgres.PostgresServer::start));

    private PostgresServer() {}

    public static TestDatabase newDatabase() throws SQLException {
        return newDatabase("");
    }

    /** One that has no characters but those of western Europe. */
    public static TestDatabase newLatin1Database() throws SQLException {
        return newDatabase(" ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    }

    private static TestDatabase newDatabase(String options) throws SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        SERVER.database().execute("CREATE DATABASE " + name + options);
        return new TestDatabase(SERVER.address("postgres", name));
    }

    public static int port() {
        return SERVER.port();
    }
}
