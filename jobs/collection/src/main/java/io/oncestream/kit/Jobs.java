package io.oncestream.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All jobs, by the file {@code jobs.txt}: the one list of them, which the jar's manifest and the
 * launcher's help come from as well.
 */
public final class Jobs {

    private static final String LIST = "/jobs.txt";
    private static final List<Listed> ALL = read();

    private Jobs() {}

    /**
     * A line of the list.
     *
     * @param help what the job does, in one line
     */
    public record Listed(String name, String help, Job<?> job) {}

    public static List<Listed> all() {
        return ALL;
    }

    public static Optional<Listed> find(String name) {
        return ALL.stream().filter(listed -> listed.name().equals(name)).findFirst();
    }

    /** Their names, as errors list them. */
    public static String names() {
        return ALL.stream().map(Listed::name).collect(Collectors.joining(", "));
    }

    private static List<Listed> read() {
        try (InputStream in = Objects.requireNonNull(Jobs.class.getResourceAsStream(LIST), LIST);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> line.matches("[a-z].*")).map(Jobs::listed).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Listed listed(String line) {
        String[] words = line.split("\\s+", 3);
        try {
            Job<?> job =
                    Class.forName(words[1]).asSubclass(Job.class).getConstructor().newInstance();
            return new Listed(words[0], words[2], job);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no job as in " + LIST + ": " + line, e);
        }
    }
}
