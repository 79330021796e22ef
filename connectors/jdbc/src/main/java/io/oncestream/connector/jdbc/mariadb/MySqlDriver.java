package io.oncestream.connector.jdbc.mariadb;

import java.util.Map;

/** The JDBC drivers that speak MariaDB's protocol, chosen by the scheme of the URL. */
public enum MySqlDriver {
    /** MariaDB's own, which comes with oncestream. */
    MARIADB("org.mariadb.jdbc.Driver"),
    /** MySQL's, of the user's class path. */
    MYSQL("com.mysql.cj.jdbc.Driver");

    private final String className;

    MySqlDriver(String className) {
        this.className = className;
    }

    String className() {
        return className;
    }

    /** What this one needs beside what both understand. */
    Map<String, String> properties() {
        return switch (this) {
            case MARIADB ->
                    Map.of(
                            "allowLocalInfile", "false",
                            // A bulk fails for a statement that was prepared before its table was
                            // altered.
                            "cachePrepStmts", "false",
                            "useBulkStmtsForInserts", "true");
            case MYSQL -> Map.of("allowLoadLocalInfile", "false", "tcpKeepAlive", "true");
        };
    }

    /** Whether it sends a batch of inserts in one packet, without rewriting the statement. */
    boolean sendsBulk() {
        return this == MARIADB;
    }
}
