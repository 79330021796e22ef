package io.oncestream.launcher.ask;

import static java.util.stream.Collectors.joining;

import io.oncestream.cli.NamedUrl;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a job that {@code run JOB --serve} has started is found.
 *
 * @param commands the topic, as {@link CommandTopic} takes it
 * @param databases that it writes to, the answers among it, without a password
 * @param table the job's table
 */
public record ServedJob(String commands, List<NamedUrl> databases, String table) {

    private static final String PROCESS = "process";

    /** Makes it known to other processes of this state folder, until {@link #forget}. */
    public void remember(Home home, String job) {
        Properties properties = new Properties();
        properties.setProperty("commands", commands);
        properties.setProperty("databases", lines(databases));
        properties.setProperty("table", table);
        properties.setProperty(PROCESS, Long.toString(ProcessHandle.current().pid()));
        try (Writer out = Files.newBufferedWriter(file(home, job))) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets what this process has remembered, and nothing of another one's. */
    public static void forget(Home home, String job) {
        try {
            if (process(read(home, job)) == ProcessHandle.current().pid()) {
                Files.deleteIfExists(file(home, job));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(List<NamedUrl> databases) {
        return databases.stream()
                .map(each -> each.name() + "=" + each.url())
                .collect(joining("\n"));
    }

    /**
     * The one that runs.
     *
     * @throws UsageException where none does
     */
    public static ServedJob find(Home home, String job) {
        return served(home, job)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%1$s is not served here: start it with %2$s run %1$s --serve, or name its commands and answers with --from and --to"
                                                .formatted(job, home.command())));
    }

    /** The same where there may be none. */
    public static Optional<ServedJob> served(Home home, String job) {
        Properties properties = read(home, job);
        return ProcessHandle.of(process(properties))
                .map(
                        runs ->
                                new ServedJob(
                                        properties.getProperty("commands"),
                                        NamedUrl.all(
                                                properties
                                                        .getProperty("databases")
                                                        .lines()
                                                        .toList()),
                                        properties.getProperty("table")));
    }

    private static long process(Properties properties) {
        return Long.parseLong(properties.getProperty(PROCESS, "0"));
    }

    private static Properties read(Home home, String job) {
        Properties properties = new Properties();
        Path file = file(home, job);
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    private static Path file(Home home, String job) {
        return home.folder("served").resolve(job + ".properties");
    }
}
