package io.oncestream.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All outcomes of one benchmark, a line each in a file that is only appended to. */
final class Outcomes {

    private static final String BETWEEN = "\t";

    private final Path file;
    private final String build;
    private final Map<String, Outcome> known = new HashMap<>();

    private Outcomes(Path file, String build) {
        this.file = file;
        this.build = build;
    }

    /** Reads those of this build. */
    static Outcomes open(Path file, String build) throws IOException {
        Outcomes outcomes = new Outcomes(file, build);
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (String line : lines) {
            int end = line.lastIndexOf(BETWEEN);
            // A line that was cut off in the middle has none, or less of it, and is measured again.
            if (line.startsWith(build + BETWEEN) && line.endsWith(" .")) {
                String text = line.substring(end + 1, line.length() - 2);
                outcomes.known.put(line.substring(0, end), Outcome.parse(text));
            }
        }
        return outcomes;
    }

    Optional<Outcome> find(Case one, String contestant, int round) {
        return Optional.ofNullable(known.get(key(one, contestant, round)));
    }

    void add(Case one, String contestant, int round, Outcome outcome) throws IOException {
        String key = key(one, contestant, round);
        known.put(key, outcome);
        Files.writeString(
                file,
                key + BETWEEN + outcome.text() + " .\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private String key(Case one, String contestant, int round) {
        return String.join(
                BETWEEN, build, one.identity(), contestant, Integer.toString(round));
    }
}
