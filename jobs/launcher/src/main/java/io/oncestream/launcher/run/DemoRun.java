package io.oncestream.launcher.run;

import io.oncestream.cli.CommandLines;
import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.NamedUrl;
import io.oncestream.kit.Jobs;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoPart;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Service;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobRequest;
import io.oncestream.launcher.job.JobWord;
import io.oncestream.launcher.services.BorrowedService;
import io.oncestream.launcher.services.BorrowedServices;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A job with all that it needs to be tried: what it reads, databases, and clients or the wait for
 * some.
 */
final class DemoRun {

    private static final String SERVE = "--serve";
    private static final String SEED = "--seed";
    private static final String TABLE = "--table";
    private static final String LENGTH = "--length";
    private static final Duration LENGTH_DEFAULT = Duration.ofMinutes(1);

    private final Home home;
    private final Console console;
    private final JobRequest request;
    private final Demo demo;
    private final DemoSource source;

    DemoRun(Home home, Console console, JobRequest request, Demo demo) {
        this.home = home;
        this.console = console;
        this.request = request;
        this.demo = demo;
        this.source = demo.source();
    }

    /** The word for the demonstration's job. */
    static JobWord word(Home home, JobWord word, Jobs.Listed job, Demo demo) {
        List<OptionSpec> own = new ArrayList<>(word.own());
        own.add(
                OptionSpec.builder(SERVE)
                        .type(boolean.class)
                        .description(
                                "Without --from: starts all but the demonstration's clients and"
                                        + " waits for others, until Ctrl-C.")
                        .build());
        if (CommandLines.of(job.job().options()).getCommandSpec().findOption(SEED) == null) {
            own.add(seed());
        }
        own.add(
                OptionSpec.builder(LENGTH)
                        .type(Duration.class)
                        .converters(new DurationConverter())
                        .paramLabel("DURATION")
                        .description("Of the demonstration. Default: 1m.")
                        .build());
        return new JobWord(
                word.name(),
                own,
                word.withoutTo(),
                Optional.of(
                        new JobWord.WithoutFrom(
                                demo.source().example(job.name()),
                                demo.options(home.checkout()),
                                demo.explanation())));
    }

    /** Where the job has none itself, which then decides what the clients do as well. */
    private static OptionSpec seed() {
        return OptionSpec.builder(SEED)
                .type(Long.class)
                .paramLabel("S")
                .description(
                        "Of what the demonstration's clients do. Default: another one each time.")
                .build();
    }

    /** Those of the demonstration mean nothing to a run that is given what it reads. */
    static void refuseOptions(JobRequest request) {
        List<String> own = request.word().own().stream().map(OptionSpec::longestName).toList();
        for (String option : List.of(SERVE, SEED, LENGTH)) {
            if (own.contains(option) && request.option(option).isPresent()) {
                throw new UsageException(
                        "%s is of the demonstration, which --from leaves out: give one of both"
                                .formatted(option));
            }
        }
    }

    /** Returns the exit code. */
    int execute() throws Exception {
        source.check(table());
        if (request.resumed() && !serves()) {
            throw new UsageException(
                    "--resume needs %s, or --from: a demonstration begins anew".formatted(SERVE));
        }
        refuseFixed();
        // Refuses a length that it cannot do: nothing has started yet.
        Map<String, String> timed = serves() ? Map.of() : demo.options(length());
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (BorrowedServices services = BorrowedServices.start(home, console, services())) {
            if (services.interrupted() != 0) {
                return services.interrupted();
            }
            for (DemoPart part : parts()) {
                int code = execute(part, timed, services.all(), start);
                if (code != 0) {
                    return code;
                }
            }
            return 0;
        }
    }

    private int execute(
            DemoPart part, Map<String, String> timed, List<BorrowedService> services, Instant start)
            throws Exception {
        int first = source.services().size();
        List<BorrowedService> databases = services.subList(first, services.size());
        String table = table() + part.suffix();
        String uri = source.open(table, services.subList(0, first));
        JobRequest complete =
                of(part, table)
                        .with(
                                new JobRequest.Own(
                                        source.read(uri, start),
                                        timed,
                                        urls(databases),
                                        demo.spares()));
        RunCommand.rehearse(home, complete);
        try (Beside beside = beside(part, uri, databases)) {
            return new LocalRun(home, console, complete, beside).execute();
        }
    }

    /** A job that is served is as its options say. */
    private List<DemoPart> parts() {
        return serves() ? List.of(new DemoPart("", Map.of(), demo::clients)) : demo.parts();
    }

    private JobRequest of(DemoPart part, String table) {
        Map<String, String> options = new HashMap<>(part.options());
        if (!part.suffix().isEmpty()) {
            options.put(TABLE, table);
        }
        return options.isEmpty() ? request : request.also(home, options);
    }

    /** Its clients would be at odds with the job. */
    private void refuseFixed() {
        for (String option : demo.fixed()) {
            if (!serves() && request.option(option).isPresent()) {
                throw new UsageException(
                        "%s is the demonstration's own: leave it out, or give %s or --from"
                                .formatted(option, SERVE));
            }
        }
    }

    /** Those of the source first. */
    private List<String> services() {
        List<String> names = new ArrayList<>(source.services());
        if (!request.namesDatabase()) {
            names.addAll(demo.databases());
        }
        return names;
    }

    private List<NamedUrl> urls(List<BorrowedService> databases) throws IOException {
        List<NamedUrl> urls = new ArrayList<>();
        for (BorrowedService each : databases) {
            urls.add(new NamedUrl(demo.names().get(urls.size()), each.uri()));
        }
        return urls;
    }

    private boolean serves() {
        return request.option(SERVE).isPresent();
    }

    private String table() {
        return request.table();
    }

    private Duration length() {
        return request.<Duration>option(LENGTH).orElse(LENGTH_DEFAULT);
    }

    private Beside beside(DemoPart part, String uri, List<BorrowedService> databases) {
        if (serves()) {
            return new Service(home, console, request.job().name(), uri, table(), demo.toTry());
        }
        return part.clients()
                .apply(
                        new Stage(
                                console,
                                home.checkout(),
                                uri,
                                databases,
                                table(),
                                request.<Long>valueOf(SEED)
                                        .orElseGet(() -> (long) new Random().nextInt(1_000_000)),
                                length()));
    }
}
