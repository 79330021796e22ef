package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench file}. */
@Command(
        name = "file",
        sortOptions = false,
        description =
                "A CSV file into a table with statistics per key and hour: the averages job as"
                        + " ./oncestream run runs it, against Flink SQL in batch mode (at its"
                        + " defaults, and tuned) on the same PostgreSQL, DuckDB into its own file,"
                        + " and a plain Java loop with COPY. What was measured already is not"
                        + " measured again.")
public final class FileCommand extends ContestCommand {

    private static final Logger LOG = LoggerFactory.getLogger(FileCommand.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final String SERVER = "postgres";

    @Option(
            names = "--rows",
            paramLabel = "N",
            split = ",",
            defaultValue = "6000000",
            description = "How many rows, of about 41 bytes, a case each. Default: 6000000.")
    private List<Integer> rows = List.of();

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many keys. Default: 1000.")
    private int keys = 1_000;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of all but the plain loop. Default: 2.")
    private int parallelism = 2;

    @Override
    protected void measure() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (int count : rows) {
            cases.add(
                    new Case(count + "-rows", Map.of())
                            .with(Case.READINGS, count)
                            .with(CsvFile.KEYS, keys)
                            .with(FlinkEngine.PARALLELISM, parallelism));
        }
        Path folder = folder("file").resolve(SERVER);
        Optional<ServerProcess> left = PostgresServer.running(folder, SERVER);
        left.ifPresent(FileCommand::stop);
        int port = LocalPort.anyFree();
        ServerProcess server = PostgresServer.start(home.installation(), folder, SERVER, port);
        Map<String, String> surroundings =
                Map.of(
                        OwnDatabase.SERVER,
                        PostgresServer.url(port),
                        SERVER_PID,
                        Long.toString(server.pid()));
        try {
            run(new FileContest(), cases, surroundings);
        } finally {
            stop(server);
        }
    }

    private static void stop(ServerProcess server) {
        try {
            server.requestStop(PostgresServer.STOP_SIGNAL);
            server.awaitEnd(STOP_MAX);
        } catch (IOException | InterruptedException e) {
            LOG.warn("PostgreSQL may still run", e);
        }
    }
}
