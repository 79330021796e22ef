package io.oncestream.launcher;

import java.sql.SQLException;

/** What a database said, in one line. */
final class SqlMessage {

    private SqlMessage() {}

    static String of(SQLException e) {
        String text = String.valueOf(e.getMessage()).strip();
        return text.replaceFirst("^(ERROR|FATAL): ", "").replaceAll("\\s*\\R\\s*", "; ");
    }
}
