package io.oncestream.launcher.database;

import java.sql.SQLException;

/** What a database said, in one line. */
public final class SqlMessage {

    private SqlMessage() {}

    public static String of(SQLException e) {
        String text = String.valueOf(e.getMessage()).strip();
        return text.replaceFirst("^(ERROR: |FATAL: |\\(conn=\\d+\\) )", "")
                .replaceAll("\\s*\\R\\s*", "; ");
    }
}
