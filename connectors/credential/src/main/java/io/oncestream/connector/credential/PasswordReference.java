package io.oncestream.connector.credential;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a password is, never the password itself: this is what travels in Flink's job graph, which
 * high availability stores in plain text. Each process that connects reads the password anew.
 *
 * @param file a file whose first line is the password, or for databases a line for each ({@link
 *     #readFor}); it must be there on every TaskManager
 * @param variable the environment variable to read where there is no file; not set means that there
 *     is no password
 */
public record PasswordReference(@Nullable String file, String variable) implements Serializable {

    /** The environment variable that every command reads for the database of the results. */
    public static final String DEFAULT_VARIABLE = "ONCESTREAM_DB_PASSWORD";

    /** The environment variable for the server that is read from. */
    public static final String SOURCE_VARIABLE = "ONCESTREAM_SOURCE_PASSWORD";

    private static final long FILE_BYTES_MAX = 64 * 1024;

    public static PasswordReference ofFile(String file) {
        return new PasswordReference(file, DEFAULT_VARIABLE);
    }

    public static PasswordReference ofEnvironment() {
        return new PasswordReference(null, DEFAULT_VARIABLE);
    }

    /**
     * Of the server that is read from.
     *
     * @param file null: in the environment
     */
    public static PasswordReference ofSource(@Nullable Path file) {
        return new PasswordReference(
                file == null ? null : file.toAbsolutePath().toString(), SOURCE_VARIABLE);
    }

    /**
     * The password, or null where none is configured.
     *
     * @throws UnreadablePassword when the file cannot be read; the message names the file, not its
     *     content
     */
    public @Nullable String read() {
        return file == null ? System.getenv(variable) : first(lines(file));
    }

    /**
     * As {@link #read}, of a file that may have a line for each database, as PostgreSQL's pgpass.
     *
     * @param url of JDBC, with the user in it
     * @throws UnreadablePassword also when such a file has no line for it
     */
    public @Nullable String readFor(String url) {
        if (file == null) {
            return System.getenv(variable);
        }
        List<String> lines = lines(file);
        return PasswordLines.in(file, lines).map(all -> all.find(url)).orElse(first(lines));
    }

    private static String first(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(0);
    }

    private static List<String> lines(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > FILE_BYTES_MAX) {
                throw new UnreadablePassword(
                        "password file " + file + " is over 64 KiB: is it the file?");
            }
            return Files.readString(path).lines().toList();
        } catch (IOException e) {
            throw new UnreadablePassword(
                    "cannot read password file " + file + ": it must be there on every machine", e);
        }
    }
}
