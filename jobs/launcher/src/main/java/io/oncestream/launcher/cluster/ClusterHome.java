package io.oncestream.launcher.cluster;

import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/** Where a cluster's files are, and which processes are or were its own. */
public final class ClusterHome {

    private final Home home;
    private final Path folder;

    public ClusterHome(Home home) {
        this.home = home;
        this.folder = home.folder("cluster");
    }

    Home home() {
        return home;
    }

    Path folder() {
        return folder;
    }

    /** Flink's configuration folder of this cluster. */
    public Path conf() {
        return folder.resolve("conf");
    }

    Path logs() {
        return home.folder("cluster/logs");
    }

    /** Where a process has its pid file, its log and what it prints. */
    Path folderOf(String process) {
        return process.equals(ClusterShape.ZOOKEEPER) ? home.folder("cluster/zookeeper") : logs();
    }

    Path log(String process) {
        return folderOf(process).resolve(process + ".log");
    }

    Path out(String process) {
        return folderOf(process).resolve(process + ".out");
    }

    public Optional<ServerProcess> process(String name) throws IOException {
        return ServerProcess.find(folderOf(name), name);
    }

    /** All that were started and not stopped, alive or not, by name. */
    public List<ServerProcess> processes() throws IOException {
        List<ServerProcess> found = new ArrayList<>();
        process(ClusterShape.ZOOKEEPER).ifPresent(found::add);
        try (Stream<Path> files = Files.list(logs())) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".pid")) {
                    process(name.substring(0, name.length() - ".pid".length()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** The shape that was asked for; empty when nothing of it lives. */
    Optional<ClusterShape> shape() throws IOException {
        return processes().stream().anyMatch(ServerProcess::isAlive)
                ? Optional.of(ClusterConfiguration.shape(ClusterConfiguration.load(this)))
                : Optional.empty();
    }

    /** What the running cluster says about itself; empty when none runs. */
    public Optional<ClusterView> view() throws IOException {
        return shape().map(shape -> new ClusterView(ClusterConfiguration.load(this), shape));
    }

    /**
     * The name of the process that leads, with high availability; empty while none does. For some
     * seconds behind a sudden death it is the dead one.
     */
    public Optional<String> leader() {
        Configuration configuration = ClusterConfiguration.load(this);
        int first = ClusterConfiguration.webPort(configuration, 1);
        return Leader.webUi(configuration)
                .map(webUi -> ClusterShape.JOB_MANAGER + (webUi.getPort() - first + 1));
    }
}
