package io.oncestream.connector.jdbc.database;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Tells errors that may pass from those that stay, by SQLSTATE. */
public final class SqlErrors {

    /**
     * Connection exception, transaction rollback (deadlock, serialization), insufficient resources,
     * operator intervention (shutdown), system error, internal error.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57", "58", "XX");

    /**
     * Of other classes: read-only (a server that was replaced), the time limits of an idle session
     * in a transaction and of a transaction, which end the connection, object in use, lock not
     * available.
     */
    private static final Set<String> TRANSIENT_STATES =
            Set.of("25006", "25P03", "25P04", "55006", "55P03");

    /**
     * Errors of MariaDB and MySQL, by their numbers, whose SQLSTATE says too little; PostgreSQL's
     * driver gives no numbers. The data changed since it was read, disk or memory full, too many
     * connections (of a user, in an hour), unknown end of a commit, lock wait timeout, too many
     * locks, read-only (a server that is about to be replaced), killed.
     */
    private static final Set<Integer> TRANSIENT_NUMBERS =
            Set.of(
                    1020, 1021, 1030, 1037, 1038, 1041, 1114, 1180, 1203, 1205, 1206, 1226, 1290,
                    1317, 1836, 1927);

    /**
     * Those whose SQLSTATE says too much: a packet that is larger than the server takes, no TLS
     * where the server wants it.
     */
    private static final Set<Integer> LASTING_NUMBERS = Set.of(1153, 3159);

    /** What MariaDB's driver says of a certificate file that it cannot read; the cause names it. */
    private static final String UNREADABLE_CERTIFICATE = "Failed load keyStore";

    /** Of PostgreSQL's driver and MariaDB's, about a certificate that is another host's. */
    private static final List<String> WITHOUT_CAUSE =
            List.of("hostnameverifier", "SSL hostname verification failed");

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private SqlErrors() {}

    static boolean isTransient(SQLException error) {
        if (LASTING_NUMBERS.contains(error.getErrorCode())
                || isRefusedCertificate(error)
                || isTooLarge(error)) {
            return false;
        }
        if (TRANSIENT_NUMBERS.contains(error.getErrorCode())
                || error instanceof SQLTransientException
                || error instanceof SQLRecoverableException) {
            return true;
        }
        @Nullable String state = error.getSQLState();
        if (state == null || state.length() < 2) {
            // MariaDB's driver wraps what broke a batch in an exception that has no state.
            return error.getCause() instanceof IOException
                    || (error.getCause() instanceof SQLException cause && isTransient(cause));
        }
        return TRANSIENT_STATES.contains(state)
                || TRANSIENT_CLASSES.contains(state.substring(0, 2));
    }

    /** MariaDB's driver reports a packet that was refused half-way as a lost connection. */
    private static boolean isTooLarge(SQLException error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("MaxAllowedPacketException")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Drivers report a server that is not trusted, or a certificate file that is not there, as a
     * failed connection.
     */
    private static boolean isRefusedCertificate(SQLException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException
                    || cause instanceof SSLPeerUnverifiedException
                    || cause instanceof FileNotFoundException
                    || cause instanceof NoSuchFileException) {
                return true;
            }
        }
        String message = String.valueOf(error.getMessage());
        return message.endsWith(UNREADABLE_CERTIFICATE)
                || WITHOUT_CAUSE.stream().anyMatch(message::contains);
    }

    /**
     * The first line, for drivers append the statement's position and more; of a missing privilege
     * the detail too, which names it, and of an unreadable certificate the cause.
     */
    public static String message(SQLException error) {
        List<String> lines = String.valueOf(error.getMessage()).lines().map(String::strip).toList();
        String first = lines.isEmpty() ? "no message" : lines.get(0);
        if (first.endsWith(UNREADABLE_CERTIFICATE) && error.getCause() != null) {
            return first + ": " + error.getCause().getMessage();
        }
        if (!INSUFFICIENT_PRIVILEGE.equals(error.getSQLState())) {
            return first;
        }
        return lines.stream()
                .filter(line -> line.startsWith("Detail: "))
                .findFirst()
                .map(detail -> first + ": " + detail.substring("Detail: ".length()))
                .orElse(first);
    }
}
