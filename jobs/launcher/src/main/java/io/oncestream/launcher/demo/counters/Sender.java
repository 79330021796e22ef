package io.oncestream.launcher.demo.counters;

import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.demo.ClientThreads;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends commands to a job until it is told to end, some of them twice, and waits for answers. */
public final class Sender implements AutoCloseable {

    private final CommandTopic topic;
    private final Client client;
    private final CommandStream stream;
    private final Random random;
    private final Seen seen;
    private final Map<String, SentCommand> sent = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final ClientThreads threads = new ClientThreads();
    private volatile boolean resting;

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
        threads.start("sender", () -> threads.repeat(load.perSecond, this::sendNext));
    }

    private void sendNext() {
        if (!resting) {
            send(stream.next());
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
                            threads.fail(e);
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

    /** Sends nothing for a while. */
    public void rest(boolean rests) {
        resting = rests;
    }

    /** No more is sent. */
    public void stop() {
        threads.stop();
    }

    /** Whether all is sent, and each command is answered. */
    boolean isOver() {
        return threads.isOver() && isAllAnswered();
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
        return threads.failure();
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
        client.close();
        topic.close();
    }
}
