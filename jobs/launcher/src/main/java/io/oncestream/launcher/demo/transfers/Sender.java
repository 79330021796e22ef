package io.oncestream.launcher.demo.transfers;

import io.oncestream.check.OrderCheck;
import io.oncestream.check.Placed;
import io.oncestream.check.Recording;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.demo.ClientThreads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Opens all accounts and, when they are seen, sends commands until it is told to end: some twice,
 * and of some the id once more with another amount.
 */
public final class Sender implements AutoCloseable {

    private static final long PAUSE_MILLIS = 10;
    private static final String OTHER_AMOUNT = "99999.99";

    private final CommandTopic topic;
    private final CommandStream stream;
    private final Random random;
    private final Recording recording = new Recording();
    private final Map<String, SentCommand> sent = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong conflicts = new AtomicLong();
    private final ClientThreads threads = new ClientThreads();
    private volatile boolean opened;

    /**
     * Begins to send.
     *
     * @param topic is the caller's to close
     * @param perSecond how many commands, once all accounts are open
     */
    public Sender(CommandTopic topic, long seed, int perSecond) {
        this.topic = topic;
        this.stream = new CommandStream(seed);
        this.random = new Random(seed);
        threads.start("sender", () -> send(perSecond));
    }

    private void send(int perSecond) throws Exception {
        stream.openings().forEach(this::send);
        while (threads.goOn() && !isAllSeen()) {
            Thread.sleep(PAUSE_MILLIS);
        }
        opened = true;
        threads.repeat(perSecond, () -> send(stream.next()));
    }

    private void send(SentCommand command) {
        String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        Map<String, String> fields = command.fields(time);
        sent.put(command.id(), command);
        recording.sent(command.id());
        topic.send(command.ledger(), fields);
        if (random.nextInt(20) == 0) {
            // As a client does that heard of no acknowledgement.
            topic.send(command.ledger(), fields);
            repeats.incrementAndGet();
        }
        if (random.nextInt(100) == 0) {
            Map<String, String> other = new HashMap<>(fields);
            other.replace(command.from() == null ? "deposit" : "amount", OTHER_AMOUNT);
            topic.send(command.ledger(), other);
            conflicts.incrementAndGet();
        }
    }

    /** Takes note of what a strong read has seen. */
    public void seen(Books books) {
        for (OutcomeRow each : books.outcomes()) {
            if (seen.add(each.id())) {
                recording.seen(each.id());
            }
        }
    }

    /** Whether each command that was sent up to now was seen. */
    boolean isAllSeen() {
        return seen.size() >= sent.size();
    }

    /** Whether all accounts were seen, so that what is sent now moves something. */
    boolean isOpened() {
        return opened;
    }

    /** No more is sent. */
    public void stop() {
        threads.stop();
    }

    /** Whether all is sent, and each command was seen. */
    public boolean isOver() {
        return threads.isOver() && isAllSeen();
    }

    /** The ids of the commands that were sent up to now. */
    public Set<String> sent() {
        return Set.copyOf(sent.keySet());
    }

    /** Commands, each counted once. */
    long commands() {
        return sent.size();
    }

    long seen() {
        return seen.size();
    }

    /** Commands that were sent once more. */
    long repeats() {
        return repeats.get();
    }

    /** Ids that were sent once more with another amount. */
    long conflicts() {
        return conflicts.get();
    }

    /** Why it could not go on; null where it could. */
    public @Nullable String failure() {
        return threads.failure();
    }

    /**
     * Whether outcomes are what their commands come to, decided one after the other in the order
     * that the job gives; and each command that is due has one.
     *
     * @param due ids of commands
     */
    public List<String> violations(Books books, Set<String> due) {
        List<Placed<OutcomeRow>> placed =
                books.outcomes().stream()
                        .map(
                                each ->
                                        new Placed<>(
                                                each.ledger(),
                                                each.number(),
                                                each.number(),
                                                each.id(),
                                                each))
                        .toList();
        List<String> violations =
                new ArrayList<>(
                        new OrderCheck<OutcomeRow>(() -> new TransfersModel(sent), recording)
                                .violations(placed));
        Set<String> missing = new TreeSet<>(due);
        books.outcomes().forEach(each -> missing.remove(each.id()));
        missing.forEach(id -> violations.add(id + " has no outcome"));
        return violations;
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
    }
}
