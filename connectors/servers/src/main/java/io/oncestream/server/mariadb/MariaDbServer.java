package io.oncestream.server.mariadb;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A MariaDB server. User {@code root} has no password. */
public final class MariaDbServer {

    private static final String DATABASE = "oncestream";
    private static final String READY = "ready for connections";
    private static final Pattern ERROR = Pattern.compile("\\[ERROR\\] (?!Aborting)(.*)");

    private final MariaDbBinaries binaries;
    private final Path folder;
    private final ServerStart server;
    private final List<String> options;

    private MariaDbServer(
            MariaDbBinaries binaries, Path folder, String name, List<String> options) {
        this.binaries = binaries;
        this.folder = folder;
        this.server = new ServerStart("MariaDB", folder, name, ERROR);
        this.options = options;
    }

    /** As {@link Starter} says. */
    public static ServerProcess start(Installation installation, Path folder, String name, int port)
            throws IOException, InterruptedException {
        return start(installation, folder, name, port, List.of());
    }

    /** One of several on a machine, with little memory and disk. */
    public static ServerProcess startSmall(
            Installation installation, Path folder, String name, int port)
            throws IOException, InterruptedException {
        List<String> small =
                List.of(
                        "--innodb-buffer-pool-size=16M",
                        "--innodb-log-file-size=16M",
                        "--aria-pagecache-buffer-size=8M",
                        "--key-buffer-size=1M");
        return start(installation, folder, name, port, small);
    }

    /** With more of the server's options, which count before those of every server. */
    public static ServerProcess start(
            Installation installation, Path folder, String name, int port, List<String> options)
            throws IOException, InterruptedException {
        MariaDbBinaries binaries = MariaDbBinaries.of(installation);
        return new MariaDbServer(binaries, Folders.make(folder), name, options).start(port);
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
        Path sql = Files.writeString(folder.resolve("data.sql"), binaries.initialization(DATABASE));
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <" + sql.getFileName(), "sh"));
        words.addAll(command(unfinished, "--bootstrap"));
        server.prepare("initialize", words);
        Files.move(unfinished, data());
        Files.delete(sql);
    }

    private List<String> command(Path data, String... more) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(binaries.server().toString());
        words.add("--no-defaults");
        // It refuses to run as root unless told to.
        words.add("--user=" + System.getProperty("user.name"));
        words.add("--basedir=" + binaries.home());
        words.add("--lc-messages-dir=" + binaries.messages());
        words.add("--datadir=" + data);
        // Each server removes the temporary tables in this folder when it starts, those of others
        // too.
        words.add("--tmpdir=" + Folders.make(folder.resolve("tmp")));
        // It would make a new certificate at each start, which takes seconds.
        words.add("--skip-ssl");
        words.addAll(List.of(more));
        words.addAll(options);
        return words;
    }
}
