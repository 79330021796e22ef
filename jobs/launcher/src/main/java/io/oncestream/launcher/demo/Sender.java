package io.oncestream.launcher.demo;

import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.ask.CommandTopic;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends commands to a job until it is told to end, some of them twice, and waits for answers. */
public final class Sender<C extends Sender.Sent> implements AutoCloseable {

    private final CommandTopic topic;
    private final Client client;
    private final Load<C> load;
    private final Random random;
    private final Map<String, C> sent = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final ClientThreads threads = new ClientThreads();
    private volatile boolean resting;

    /** A command. */
    public interface Sent {

        /** As {@link Client#ask} takes it. */
        String key();

        String id();

        /** All fields as the job reads them. */
        Map<String, String> fields(String time);
    }

    /** Who is told of each command. */
    public interface Recorder<C> {

        /** Before the first byte leaves. */
        void sent(C command);

        /** After the answer is there, which is no refusal. */
        void answered(C command, Answer answer);
    }

    /**
     * What to send.
     *
     * @param next one after the other
     * @param perSecond how many
     * @param seed which of them are sent twice
     */
    public record Load<C>(Supplier<C> next, int perSecond, long seed, Recorder<C> recorder) {}

    /**
     * Begins to send.
     *
     * @param commands the topic that the job reads
     * @param databases that have answers, sooner or later
     */
    public Sender(
            String commands,
            List<? extends Client.Database> databases,
            AnswerTable answers,
            Load<C> load) {
        this.topic = CommandTopic.open(commands);
        this.client = new Client(topic, databases, answers, Clock.systemUTC());
        this.load = load;
        this.random = new Random(load.seed);
        threads.start("sender", () -> threads.repeat(load.perSecond, this::sendNext));
    }

    /** What the future holds is heard of. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void sendNext() {
        if (resting) {
            return;
        }
        C command = load.next.get();
        Map<String, String> fields = fields(command);
        send(command, fields);
        if (random.nextInt(20) == 0) {
            // As a client does that heard of no acknowledgement.
            client.repeat(command.key(), fields);
            repeats.incrementAndGet();
        }
    }

    private static Map<String, String> fields(Sent command) {
        return command.fields(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** Sends one beside the others; may be called by any thread. */
    public CompletableFuture<Answer> send(C command) {
        return send(command, fields(command));
    }

    private CompletableFuture<Answer> send(C command, Map<String, String> fields) {
        sent.put(command.id(), command);
        load.recorder.sent(command);
        CompletableFuture<Answer> answer =
                client.ask(command.key(), command.id(), fields)
                        .thenApply(
                                is -> {
                                    answered(command, is);
                                    return is;
                                });
        return answer.whenComplete(
                (is, e) -> {
                    if (e != null) {
                        threads.fail(e);
                    }
                });
    }

    private void answered(C command, Answer answer) {
        if (answer.text("outcome").equals("refused")) {
            throw new IllegalStateException("%s is refused: %s".formatted(command, answer));
        }
        load.recorder.answered(command, answer);
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
    public boolean isOver() {
        return threads.isOver() && isAllAnswered();
    }

    /** Whether each command that was sent up to now is answered. */
    public boolean isAllAnswered() {
        return answered.get() >= sent.size();
    }

    /** What was sent up to now, by ids. */
    public Map<String, C> sent() {
        return Map.copyOf(sent);
    }

    public long answered() {
        return answered.get();
    }

    /** Commands that were sent once more. */
    public long repeats() {
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
