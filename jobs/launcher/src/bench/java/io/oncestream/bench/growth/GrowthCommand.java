package io.oncestream.bench.growth;

import io.oncestream.bench.measure.BackendsOption;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.windows.Readings;
import io.oncestream.bench.windows.WindowsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench growth}. */
@Command(
        name = "growth",
        sortOptions = false,
        description =
                "How the averages job grows, beside an idiomatic DataStream job: by keys (time and"
                        + " CPU of a reading, size and time of a checkpoint, time of a restore), by"
                        + " parallelism (CPU of a reading), and, computed by Flink's assignment of"
                        + " keys, how uneven up to 1,024 subtasks are loaded, as a table and a"
                        + " plot. What was measured already is not measured again.")
public final class GrowthCommand extends ContestCommand {

    /** What can be left out. */
    enum Part {
        keys,
        parallelism,
        skew
    }

    private static final int KEYS_MIN = 1_000;
    private static final List<Integer> PARALLELISMS = List.of(1, 2, 4, 8);

    @Option(
            names = "--parts",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "keys,parallelism,skew",
            description = "Only these parts. Default: keys,parallelism,skew.")
    private List<Part> parts = List.of();

    @Option(
            names = "--keys-max",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "From 1000 keys on tenfold up to so many. Default: 10000000.")
    private int keysMax = 10_000_000;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many readings; twice the keys at least. Default: 10000000.")
    private int readings = 10_000_000;

    @Mixin private final BackendsOption backends = new BackendsOption();

    @Option(
            names = "--skew-keys",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many keys the computed load is of. Default: 1000000.")
    private int skewKeys = 1_000_000;

    @Option(
            names = "--flushed",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "How many readings a subtask aggregates before it sends a partial result for"
                            + " each of their keys, in the computed load. Default: 20000.")
    private int flushed = 20_000;

    @Override
    protected void measure() throws Exception {
        List<Case> cases = new ArrayList<>();
        if (parts.contains(Part.keys)) {
            for (String backend : backends.names()) {
                for (int keys = KEYS_MIN; keys <= keysMax; keys *= 10) {
                    cases.add(
                            one(WindowsCommand.name(keys) + "-" + backend, keys, backend, 2, true));
                }
            }
        }
        if (parts.contains(Part.parallelism)) {
            for (int parallelism : PARALLELISMS) {
                cases.add(
                        one("parallelism-" + parallelism, 100_000, "hashmap", parallelism, false));
            }
        }
        if (!cases.isEmpty()) {
            run(new GrowthContest(), cases, Map.of());
        }
        if (parts.contains(Part.skew)) {
            printSkew();
        }
    }

    private Case one(String name, int keys, String backend, int parallelism, boolean held) {
        return new Case(name, Map.of())
                .with(Case.READINGS, Math.max(readings, 2 * keys))
                .with(Readings.KEYS, keys)
                .with(Readings.WINDOWS, 100)
                .with(FlinkEngine.BACKEND, backend)
                .with(FlinkEngine.PARALLELISM, parallelism)
                // Those of the held windows are triggered, when all are open.
                .with(FlinkEngine.CHECKPOINT_MILLIS, held ? 36_000_000 : 10_000)
                .with(GrowthContest.HELD, held);
    }

    private void printSkew() throws IOException {
        Map<String, NavigableMap<Integer, Double>> series = new LinkedHashMap<>();
        for (Skew skew : Skew.all(flushed)) {
            NavigableMap<Integer, Double> fullest = skew.fullest(skewKeys);
            skew.lines(fullest).forEach(this::print);
            series.put(skew.name(), fullest);
        }
        Path file = folder("growth").resolve("skew.svg");
        String title =
                "the fullest subtask against the mean, %,d keys, by key groups".formatted(skewKeys);
        Files.writeString(file, Plot.svg(title, series));
        print("plot: " + file);
    }
}
