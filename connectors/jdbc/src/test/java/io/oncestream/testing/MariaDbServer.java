package io.oncestream.testing;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real MariaDB for all tests of this JVM; each test takes a database of its own. The server has
 * the defaults of the distribution: the charset of a new database is latin1, its zone the system's.
 */
public final class MariaDbServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final MariaDbProcess SERVER =
            new MariaDbProcess(TestServer.ofThisJvm(MariaDbProcess.starter()));

    private MariaDbServer() {}

    public static TestDatabase newDatabase() throws SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        return SERVER.newDatabase(name + " CHARACTER SET latin1", name);
    }

    public static int port() {
        return SERVER.port();
    }
}
