package io.oncestream.launcher.ask;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands and waits for their answers in the job's database, and meanwhile says in each
 * partition how late it is, without which no lease and no wait ends. May be used by many threads;
 * one of its own looks for all that is asked. A database that does not answer is asked again.
 */
public final class Client implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final long POLL_MILLIS = 40;
    private static final long TICK_MILLIS = 200;

    private final CommandTopic topic;
    private final Database database;
    private final AnswerTable table;
    private final Clock clock;
    private final Map<Asked, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final Thread looking = new Thread(this::look, "answers");
    private volatile boolean closed;
    private volatile @Nullable String trouble;
    private @Nullable Connection connection;
    private long tickedAt;

    private record Asked(String key, String id) {}

    /** Where the answers are. */
    public interface Database {
        Connection connect() throws SQLException;
    }

    /** Both ends; the topic is the caller's to close. */
    public Client(CommandTopic topic, Database database, AnswerTable table, Clock clock) {
        this.topic = topic;
        this.database = database;
        this.table = table;
        this.clock = clock;
        looking.setDaemon(true);
        looking.start();
    }

    /**
     * Sends a command.
     *
     * @param fields all of them, key and id among them
     * @return the answer when it is there: complete once it is in the database for good
     */
    public CompletableFuture<Answer> ask(String key, String id, Map<String, String> fields) {
        CompletableFuture<Answer> answer =
                waiting.computeIfAbsent(new Asked(key, id), asked -> new CompletableFuture<>());
        topic.send(key, fields);
        return answer;
    }

    /** Sends it again, as a client does that is not sure. */
    public void repeat(String key, Map<String, String> fields) {
        topic.send(key, fields);
    }

    /** What keeps answers from being seen; empty where nothing does. */
    public String trouble() {
        String what = trouble;
        return what == null ? "" : what;
    }

    private void look() {
        while (!closed) {
            try {
                tick();
                if (!waiting.isEmpty()) {
                    find();
                }
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException e) {
                trouble = e.getMessage();
                LOG.debug("The answers cannot be read at the moment", e);
                disconnect();
            } catch (RuntimeException e) {
                LOG.warn("Asking ends", e);
                waiting.values().forEach(each -> each.completeExceptionally(e));
                return;
            }
        }
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - tickedAt > TICK_MILLIS * 1_000_000) {
            tickedAt = now;
            topic.tick(clock.instant());
        }
    }

    private void find() throws SQLException {
        Connection connected = connection;
        if (connected == null) {
            connected = database.connect();
            connection = connected;
        }
        Map<String, List<String>> byKey =
                new HashMap<>(
                        waiting.keySet().stream()
                                .collect(groupingBy(Asked::key, mapping(Asked::id, toList()))));
        for (Map.Entry<String, List<String>> some : byKey.entrySet()) {
            for (Answer answer : table.find(connected, some.getKey(), some.getValue())) {
                Asked asked = new Asked(some.getKey(), answer.text("id"));
                CompletableFuture<Answer> future = waiting.remove(asked);
                if (future != null) {
                    future.complete(answer);
                }
            }
        }
        trouble = null;
    }

    private void disconnect() {
        try (Connection broken = connection) {
            LOG.debug("Closing {}", broken);
        } catch (SQLException e) {
            LOG.debug("It was broken already", e);
        }
        connection = null;
    }

    /** What is still asked stays without an answer. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        looking.interrupt();
        looking.join();
        disconnect();
    }
}
