package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.ParallelismOption;
import io.oncestream.bench.measure.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    @Override
    protected void measure() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (int count : rows) {
            cases.add(
                    parallelism
                            .in(new Case(count + "-rows", Map.of()))
                            .with(Case.READINGS, count)
                            .with(CsvFile.KEYS, keys));
        }
        try (Servers servers = new Servers(home.installation(), folder("file"))) {
            run(new FileContest(), cases, database(servers));
        }
    }
}
