package io.oncestream.launcher.ask;

import static java.util.stream.Collectors.joining;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.AnswerTable.Asked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands and waits for their answers in the job's databases, and meanwhile says in each
 * partition how late it is, without which no lease and no wait ends. May be used by many threads.
 * The first database that has an answer gives it: one that is away delays none.
 */
public final class Client implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final long TICK_MILLIS = 200;

    private final CommandTopic topic;
    private final Clock clock;
    private final Map<Asked, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final List<AnswerSearch> searches;
    private final Thread ticking = new Thread(this::tick, "ticks");

    /** Where the answers are. */
    public interface Database {
        Connection connect() throws SQLException;
    }

    /**
     * Both ends; the topic is the caller's to close.
     *
     * @param databases each of which gets all answers, sooner or later
     */
    public Client(
            CommandTopic topic,
            List<? extends Database> databases,
            AnswerTable table,
            Clock clock) {
        this.topic = topic;
        this.clock = clock;
        this.searches =
                databases.stream().map(each -> new AnswerSearch(each, table, waiting)).toList();
        ticking.setDaemon(true);
        ticking.start();
    }

    /**
     * Sends a command.
     *
     * @param fields all of them, key and id among them
     * @return the answer when it is there: complete once it is in a database for good
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
        return searches.stream()
                .map(AnswerSearch::trouble)
                .filter(each -> !each.isEmpty())
                .collect(joining("; "));
    }

    private void tick() {
        try {
            while (true) {
                topic.tick(clock.instant());
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Asking ends", e);
            waiting.values().forEach(each -> each.completeExceptionally(e));
        }
    }

    /** What is still asked stays without an answer. */
    @Override
    public void close() throws InterruptedException {
        ticking.interrupt();
        ticking.join();
        for (AnswerSearch search : searches) {
            search.close();
        }
    }
}
