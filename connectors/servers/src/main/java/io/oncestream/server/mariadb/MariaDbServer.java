package io.oncestream.server.mariadb;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A MariaDB server on 127.0.0.1 only, with all that it writes in one folder; the data stays when it
 * ends. User {@code root} has no password.
 */
public final class MariaDbServer {

    private static final String DATABASE = "oncestream";
    private static final String READY = "ready for connections";
    private static final Pattern ERROR = Pattern.compile("\\[ERROR\\] (?!Aborting)(.*)");

    private final MariaDbFiles files;
    private final Path folder;
    private final ServerStart server;

    private MariaDbServer(MariaDbFiles files, Path folder, String name) {
        this.files = files;
        this.folder = folder;
        this.server = new ServerStart("MariaDB", folder, name, ERROR);
    }

    /**
     * Starts it and waits until it takes connections.
     *
     * @param folder where it keeps all that it writes
     * @param name of its pid file, NAME.pid, and its log, NAME.log, in that folder
     * @throws ServerException when it does not come up; nothing is left running then, and neither
     *     after an interruption
     */
    public static ServerProcess start(Path checkout, Path folder, String name, int port)
            throws IOException, InterruptedException {
        MariaDbFiles files = MariaDbFiles.of(checkout);
        return new MariaDbServer(files, Folders.make(folder), name).start(port);
    }

    /** What {@code --to} takes. */
    public static String url(int port) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=root".formatted(port, DATABASE);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private ServerProcess start(int port) throws IOException, InterruptedException {
        if (!Files.exists(data())) {
            initialize();
        }
        return server.start(
                command(
                        data(),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--skip-name-resolve",
                        // It would make a new certificate at each start, which takes seconds.
                        "--skip-ssl",
                        // No socket file: its path could be too long.
                        "--socket=",
                        "--log-error=" + server.log(),
                        "--pid-file=" + folder.resolve("mariadbd.pid"),
                        // The only files that SQL can read or write.
                        "--secure-file-priv=" + Folders.make(folder.resolve("files"))),
                Map.of(),
                log -> log.text().contains(READY));
    }

    /** In a folder of its own, which gets its name when it is whole. */
    private void initialize() throws IOException, InterruptedException {
        Path unfinished = folder.resolve("data.new");
        Folders.delete(unfinished);
        Folders.make(unfinished);
        Path sql = Files.writeString(folder.resolve("data.sql"), files.initialization(DATABASE));
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <" + sql.getFileName(), "sh"));
        words.addAll(command(unfinished, "--bootstrap"));
        Path printed = server.prepare("initialize", words);
        if (!Files.isDirectory(unfinished.resolve(DATABASE))) {
            throw server.unprepared(printed);
        }
        Files.move(unfinished, data());
        Files.delete(sql);
    }

    private List<String> command(Path data, String... options) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(files.server().toString());
        words.add("--no-defaults");
        // It refuses to run as root unless told to.
        words.add("--user=" + System.getProperty("user.name"));
        words.add("--basedir=" + files.home());
        words.add("--lc-messages-dir=" + files.messages());
        words.add("--datadir=" + data);
        // Each server removes the temporary tables in this folder when it starts, those of others
        // too.
        words.add("--tmpdir=" + Folders.make(folder.resolve("tmp")));
        words.addAll(List.of(options));
        return words;
    }
}
