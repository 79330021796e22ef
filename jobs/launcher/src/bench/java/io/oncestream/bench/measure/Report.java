package io.oncestream.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The lines at a benchmark's end, for people and for programs. */
final class Report {

    /** Two equal systems that differ by more show that the machine was busy with something else. */
    private static final double SAME_MIN = 0.95;

    private static final double SAME_MAX = 1.05;
    private static final double MILLION = 1e6;

    private final String bench;
    private final List<String> results = new ArrayList<>();
    private final List<String> ratios = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Report(String bench) {
        this.bench = bench;
    }

    /** All outcomes of one case, those of ours first and those of ours again second. */
    void add(Case one, Map<String, List<Outcome>> all) {
        double readings = one.number(Case.READINGS);
        List<String> names = List.copyOf(all.keySet());
        List<Outcome> ours = all.get(names.get(0));
        all.forEach(
                (name, outcomes) -> {
                    addResult(one, name, outcomes, readings);
                    if (!name.equals(names.get(0))) {
                        addRatio(one, names.get(0) + "/" + name, ours, outcomes);
                    }
                });
        warnUnlessSame(one, ours, all.get(names.get(0) + ContestCommand.AGAIN));
    }

    private void addResult(Case one, String name, List<Outcome> outcomes, double readings) {
        String subject = "%s %s %s".formatted(bench, one.name(), name);
        results.add(
                line(
                        "result %s %.0f %.3f",
                        subject,
                        median(outcomes, outcome -> readings / outcome.seconds()),
                        median(outcomes, outcome -> MILLION * outcome.cpuSeconds() / readings)));
        if (outcomes.get(0).serverCpuSeconds() > 0) {
            double cpu =
                    median(outcomes, outcome -> MILLION * outcome.serverCpuSeconds() / readings);
            figures.add(line("figure %s database-cpu-s-per-million %.3f", subject, cpu));
        }
        for (String figure : new TreeMap<>(outcomes.get(0).figures()).keySet()) {
            double value = median(outcomes, outcome -> outcome.figures().get(figure));
            figures.add(line("figure %s %s %.3f", subject, figure, value));
        }
    }

    /** How many times as fast the first one is, by round. */
    private void addRatio(Case one, String pair, List<Outcome> first, List<Outcome> second) {
        double[] byRound = ratios(first, second);
        ratios.add(
                line(
                        "ratio %s %s %s %.2f %.2f %.2f",
                        bench,
                        one.name(),
                        pair,
                        median(DoubleStream.of(byRound)),
                        DoubleStream.of(byRound).min().orElseThrow(),
                        DoubleStream.of(byRound).max().orElseThrow()));
    }

    private void warnUnlessSame(Case one, List<Outcome> ours, List<Outcome> again) {
        if (again == null) {
            return;
        }
        double ratio = median(DoubleStream.of(ratios(ours, again)));
        if (ratio < SAME_MIN || ratio > SAME_MAX) {
            warnings.add(
                    line(
                            "warning: in %s the same system twice differs by %.2f: the machine is"
                                    + " not quiet, or the work too small",
                            one.name(), ratio));
        }
    }

    private static double[] ratios(List<Outcome> first, List<Outcome> second) {
        double[] byRound = new double[first.size()];
        for (int i = 0; i < byRound.length; i++) {
            byRound[i] = second.get(i).seconds() / first.get(i).seconds();
        }
        return byRound;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(warnings);
        lines.addAll(results);
        lines.addAll(figures);
        lines.addAll(ratios);
        return lines;
    }

    private static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
        return median(outcomes.stream().mapToDouble(value));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
