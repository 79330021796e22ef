package io.oncestream.launcher.ask;

import io.oncestream.cli.DurationConverter;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.failure.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tick}. */
@Command(
        name = "tick",
        description =
                "Says in each partition of a topic of commands how late it is, until Ctrl-C: event"
                        + " time goes by what is in the topic, and without it no lease and no wait"
                        + " ends. Clients of ./oncestream do so while they wait.")
public final class TickCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "JOB|URI",
            description =
                    "A job that \"run JOB --serve\" started, or a topic, as "
                            + CommandTopic.FORM
                            + ".")
    private String where = "";

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "200ms",
            description = "Between two ticks. Default: 200ms.")
    private Duration every = Duration.ofMillis(200);

    @Override
    public Integer call() throws InterruptedException {
        String uri = where.contains(":") ? where : ServedJob.find(home, where).commands();
        AtomicInteger code = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Interrupts.handle(
                signal -> {
                    code.set(signal);
                    end.countDown();
                });
        try (CommandTopic topic = CommandTopic.open(uri)) {
            console.say("ticking in %s until Ctrl-C".formatted(uri));
            do {
                topic.tick(Instant.now());
                topic.flush();
            } while (!end.await(Math.max(1, every.toMillis()), TimeUnit.MILLISECONDS));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return code.get();
    }
}
