package io.oncestream.bench.chaos;

import io.oncestream.launcher.cluster.ClusterHome;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.flink.FlinkRest;
import io.oncestream.server.process.Folders;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A cluster and databases of their own, whose processes can be killed and replaced. */
final class Testbed implements AutoCloseable {

    static final int TASK_MANAGERS = 2;
    static final int SLOTS = 2;

    private static final int PORT = 20_000;
    private static final int PORTS = 1_000;

    /** JobManagers, whose ports follow one another. */
    private static final int WEB_PORTS = 2;

    private final Home home;
    private final Script script;
    private final ClusterHome cluster;
    private final List<DatabaseServer> databases = new ArrayList<>();
    private final int webPort;

    private @Nullable FlinkRest rest;

    private Testbed(List<Database> kinds, Home home) {
        this.home = home;
        this.script = new Script(home);
        this.cluster = new ClusterHome(home);
        int port = freePorts(PORT, kinds.size());
        for (int i = 0; i < kinds.size(); i++) {
            int number = Collections.frequency(kinds.subList(0, i + 1), kinds.get(i));
            databases.add(
                    new DatabaseServer(
                            script,
                            home.state().resolve("services"),
                            kinds.get(i) + (number == 1 ? "" : "-" + number),
                            port + i));
        }
        this.webPort = freePorts(PORT + 2 * PORTS, WEB_PORTS);
    }

    /** Nothing is started yet. */
    static Testbed of(List<Database> databases, Home owner) throws IOException {
        Path folder = Files.createTempDirectory(owner.folder("bench"), "chaos-");
        Home home = new Home(owner.checkout(), folder, owner.command(), owner.log());
        return new Testbed(databases, home);
    }

    /**
     * Below the ports that connections get, and not where other clusters look for theirs: either
     * could take what a process that was killed had, before it is started again.
     *
     * @param count how many in a row
     */
    private static int freePorts(int from, int count) {
        int first = from + (int) (ProcessHandle.current().pid() % PORTS);
        return LocalPort.firstFree(first, PORTS, count)
                .orElseThrow(() -> new FailureException("no port is free from " + first + " on"));
    }

    void start() throws IOException, InterruptedException {
        for (DatabaseServer database : databases) {
            database.start();
        }
        startMissing();
        rest =
                cluster.view()
                        .orElseThrow(() -> new FailureException("the cluster is gone"))
                        .rest();
    }

    /** Undoes what a strike has done to a database. */
    void bringBack(Round.Strike strike) throws IOException, InterruptedException {
        DatabaseServer database = struck(strike);
        if (strike.kill() == Kill.PAUSE) {
            database.goOn();
        } else {
            database.start();
        }
    }

    private DatabaseServer struck(Round.Strike strike) {
        return databases.get(strike.database() - 1);
    }

    /** Starts what is dead of the cluster and waits until it is complete. */
    void startMissing() throws IOException, InterruptedException {
        script.run(
                List.of(
                        "cluster",
                        "start",
                        "--ha",
                        "--taskmanagers",
                        Integer.toString(TASK_MANAGERS),
                        "--slots",
                        Integer.toString(SLOTS),
                        "--web-port",
                        Integer.toString(webPort)));
    }

    /** Starts a broker, which nothing kills; returns its address, without a topic. */
    String startKafka() throws IOException, InterruptedException {
        String kafkaPort = Integer.toString(freePorts(PORT + 4 * PORTS, 1));
        String printed =
                script.run(List.of("services", "start", "kafka", "--port", kafkaPort));
        return printed.strip().replaceFirst("^.*\\s", "");
    }

    Script script() {
        return script;
    }

    Path folder() {
        return home.state();
    }

    List<DatabaseServer> databases() {
        return databases;
    }

    /** The only database's, or the first one's. */
    String url() {
        return databases.get(0).url();
    }

    /** Where the jobs are. */
    Path jar() {
        return home.checkout().resolve("jobs/collection/target/oncestream-jobs.jar");
    }

    /** To the only database, or the first one. */
    Connection connect() throws SQLException {
        return databases.get(0).connect();
    }

    FlinkRest rest() {
        return Objects.requireNonNull(rest, "started");
    }

    /** Strikes at once, in one go, and returns the names of what it has met. */
    Set<String> strike(Round.Strike strike) throws IOException, InterruptedException {
        if (strike.kill() == Kill.PAUSE) {
            struck(strike).pause();
            return Set.of(struck(strike).name() + " paused");
        }
        return kill(strike);
    }

    private Set<String> kill(Round.Strike strike) throws IOException, InterruptedException {
        List<ServerProcess> victims = new ArrayList<>();
        if (strike.kill().taskManager) {
            alive("taskmanager-", strike.taskManager(), TASK_MANAGERS).ifPresent(victims::add);
        }
        if (strike.kill().jobManager) {
            int leader = cluster.leader().map(Testbed::number).orElse(1);
            alive("jobmanager-", leader, 2).ifPresent(victims::add);
        }
        if (strike.kill() == Kill.DATABASE) {
            struck(strike).process().ifPresent(victims::add);
        }
        for (ServerProcess victim : victims) {
            victim.kill();
        }
        Set<String> names = new TreeSet<>();
        for (ServerProcess victim : victims) {
            while (victim.isAlive()) {
                Thread.sleep(5);
            }
            names.add(victim.name());
        }
        return names;
    }

    /** The one of that number, or the next one that lives. */
    private Optional<ServerProcess> alive(String kind, int number, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String name = kind + (1 + (number - 1 + i) % count);
            Optional<ServerProcess> process = cluster.process(name).filter(ServerProcess::isAlive);
            if (process.isPresent()) {
                return process;
            }
        }
        return Optional.empty();
    }

    private static int number(String name) {
        return Integer.parseInt(name.replaceFirst("^.*-", ""));
    }

    private Optional<ServerProcess> kafkaProcess() throws IOException {
        Path folder = home.state().resolve("services/kafka");
        return ServerProcess.find(folder, "kafka").filter(ServerProcess::isAlive);
    }

    /** Leaves no process behind; the folder stays, for its logs. */
    @Override
    public void close() throws IOException, InterruptedException {
        List<ServerProcess> processes = new ArrayList<>(cluster.processes());
        for (DatabaseServer database : databases) {
            database.process().ifPresent(processes::add);
        }
        kafkaProcess().ifPresent(processes::add);
        for (ServerProcess process : processes) {
            process.kill();
            process.awaitEnd(Duration.ofSeconds(10));
        }
    }

    void deleteFolder() throws IOException {
        Folders.delete(home.state());
    }
}
