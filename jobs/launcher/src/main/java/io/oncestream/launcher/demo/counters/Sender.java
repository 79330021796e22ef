package io.oncestream.launcher.demo.counters;

import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.failure.RootCause;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands to a job until it is told to end, some of them twice, and waits for answers. */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final CommandTopic topic;
    private final Client client;
    private final CommandStream stream;
    private final Random random;
    private final Seen seen;
    private final long pauseMillis;
    private final Map<String, SentCommand> sent = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::send, "sender");
    private volatile boolean resting;
    private volatile boolean stopping;

    /**
     * What to send.
     *
     * @param ids what the id of each command begins with
     * @param perSecond how many commands
     */
    public record Load(long seed, String ids, int perSecond) {}

    /**
     * Begins to send.
     *
     * @param commands the topic that the job reads
     * @param table of the counters
     * @param seen is told what is sent and answered
     */
    public Sender(
            String commands,
            List<? extends Client.Database> databases,
            String table,
            Load load,
            Seen seen) {
        this.topic = CommandTopic.open(commands);
        this.client =
                new Client(
                        topic,
                        databases,
                        new AnswerTable(
                                JobTables.beside(table, "answers"),
                                JobTables.refused(table),
                                "counter"),
                        Clock.systemUTC());
        this.stream = new CommandStream(load.seed, load.ids);
        this.random = new Random(load.seed);
        this.seen = seen;
        this.pauseMillis = 1_000L / load.perSecond;
        thread.setDaemon(true);
        thread.start();
    }

    private void send() {
        try {
            while (!stopping) {
                if (!resting) {
                    send(stream.next());
                }
                Thread.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** What the future would hold is heard of. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(SentCommand command) {
        Map<String, String> fields =
                command.fields(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        sent.put(command.id(), command);
        seen.sent(command.id());
        client.ask(command.counter(), command.id(), fields)
                .thenAccept(answer -> answered(command, answer))
                .exceptionally(
                        e -> {
                            fail(e);
                            return null;
                        });
        if (random.nextInt(20) == 0) {
            // As a client does that heard of no acknowledgement.
            client.repeat(command.counter(), fields);
            repeats.incrementAndGet();
        }
    }

    private void answered(SentCommand command, Answer answer) {
        if (answer.text("outcome").equals("refused")) {
            throw new IllegalStateException("%s is refused: %s".formatted(command, answer));
        }
        seen.answered(command.id(), command.counter(), Long.parseLong(answer.text("version")));
        answered.incrementAndGet();
    }

    private void fail(Throwable e) {
        LOG.warn("Sending ends", e);
        failure.compareAndSet(null, RootCause.of(e));
    }

    /** Sends nothing for a while. */
    public void rest(boolean rests) {
        resting = rests;
    }

    /** No more is sent. */
    public void stop() {
        stopping = true;
    }

    /** Whether all is sent, and each command is answered. */
    boolean isOver() {
        return !thread.isAlive() && isAllAnswered();
    }

    /** Whether each command that was sent up to now is answered. */
    public boolean isAllAnswered() {
        return answered.get() >= sent.size();
    }

    /** What was sent up to now, by ids. */
    public Map<String, SentCommand> sent() {
        return Map.copyOf(sent);
    }

    long answered() {
        return answered.get();
    }

    /** Commands that were sent once more. */
    long repeats() {
        return repeats.get();
    }

    /** Why it could not go on; null where it could. */
    public @Nullable String failure() {
        return failure.get();
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join();
        client.close();
        topic.close();
    }
}
