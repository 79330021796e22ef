package io.oncestream.server.zookeeper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.JavaCommand;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.PurgeTxnLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single ZooKeeper server in a JVM of its own, on 127.0.0.1 only; Flink brings it along. Its
 * data, log and pid file are in one folder, and the data stays when it ends.
 */
public final class ZooKeeperServer {

    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperServer.class);
    private static final String MAIN =
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";
    private static final int ANSWER_MILLIS_MAX = 2_000;
    private static final int SNAPSHOTS_KEPT = 3;
    private static final Pattern ERROR =
            Pattern.compile(" ERROR .*? - (?:Error running.*?: )?(.*)");

    private final Installation installation;
    private final Path folder;
    private final ServerStart server;
    private final int port;

    private ZooKeeperServer(Installation installation, Path folder, String name, int port) {
        this.installation = installation;
        this.folder = folder;
        this.server = new ServerStart("ZooKeeper", folder, name, ERROR);
        this.port = port;
    }

    /** As {@link Starter} says. */
    public static ServerProcess start(Installation installation, Path folder, String name, int port)
            throws IOException, InterruptedException {
        return new ZooKeeperServer(installation, Folders.make(folder), name, port).start();
    }

    /** What {@code high-availability.zookeeper.quorum} takes. */
    public static String uri(int port) {
        return "127.0.0.1:" + port;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private ServerProcess start() throws IOException, InterruptedException {
        purge();
        return server.start(command(writeConfiguration()), Map.of(), log -> isServing());
    }

    /** Flink's entry starts no purge task, so autopurge in the configuration would do nothing. */
    private void purge() throws IOException {
        if (Files.isDirectory(data().resolve("version-2"))) {
            // It prints what it removes, and the standard output belongs to results.
            PrintStream out = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
            try {
                PurgeTxnLog.purge(data().toFile(), data().toFile(), SNAPSHOTS_KEPT);
            } finally {
                System.setOut(out);
            }
        }
    }

    private Path writeConfiguration() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("dataDir", data().toString());
        properties.setProperty("clientPort", Integer.toString(port));
        properties.setProperty("clientPortAddress", "127.0.0.1");
        // The shortest session timeout that it grants is twice this.
        properties.setProperty("tickTime", "1000");
        // Of 127.0.0.1, where all clients are.
        properties.setProperty("maxClientCnxns", "0");
        properties.setProperty("admin.enableServer", "false");
        properties.setProperty("4lw.commands.whitelist", "srvr,conf");
        Path file = folder.resolve(server.name() + ".cfg");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private List<String> command(Path configuration) throws IOException {
        List<String> options =
                new ArrayList<>(JavaCommand.serverOptions(installation, server.log(), "128m"));
        options.add("-XX:TieredStopAtLevel=1");
        return JavaCommand.of(
                installation.flinkClassPath(),
                options,
                MAIN,
                List.of("--zkConfigFile", configuration.toString(), "--peerId", "1"));
    }

    /** Another program's server on this port has another data folder. */
    private boolean isServing() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            socket.getOutputStream().write("conf".getBytes(US_ASCII));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, UTF_8).contains("dataDir=" + data().resolve("version-2"));
        } catch (IOException e) {
            LOG.debug("ZooKeeper does not answer yet", e);
            return false;
        }
    }
}
