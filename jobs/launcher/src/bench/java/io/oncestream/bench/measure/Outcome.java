package io.oncestream.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one JVM measured.
 *
 * @param seconds from before the submission until the result was complete
 * @param cpuSeconds of this JVM in that time
 * @param serverCpuSeconds of the database's processes in that time; 0 where there is none
 * @param figures what else was measured
 */
record Outcome(
        double seconds,
        double cpuSeconds,
        double serverCpuSeconds,
        Check check,
        Map<String, Double> figures) {

    private static final String FIGURE = "figure.";

    /** One line without its end. */
    String text() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("seconds", Double.toString(seconds));
        values.put("cpu", Double.toString(cpuSeconds));
        values.put("server-cpu", Double.toString(serverCpuSeconds));
        values.put("check", check.text());
        figures.forEach((name, value) -> values.put(FIGURE + name, value.toString()));
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
    }

    static Outcome parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Double> figures = new TreeMap<>();
        for (String word : text.strip().split(" ", -1)) {
            String[] parts = word.split("=", 2);
            values.put(parts[0], parts[1]);
            if (parts[0].startsWith(FIGURE)) {
                figures.put(parts[0].substring(FIGURE.length()), Double.valueOf(parts[1]));
            }
        }
        return new Outcome(
                Double.parseDouble(values.get("seconds")),
                Double.parseDouble(values.get("cpu")),
                Double.parseDouble(values.get("server-cpu")),
                Check.parse(values.get("check")),
                figures);
    }
}
