package io.oncestream.launcher.demo.locks;

import io.oncestream.check.Recording;
import io.oncestream.cli.DurationConverter;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.Client;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Asks the lock service, some commands twice, and keeps what was asked and when. */
final class LockClient {

    private final Client client;
    private final Recording recording = new Recording();
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final Map<String, Answer> seen = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final Random random;

    /**
     * What answers do not say of a command.
     *
     * @param lease zero where it has none
     * @param waitMax zero where it has none
     * @param token 0 where it needs none
     * @param time event time
     */
    record Sent(Duration lease, Duration waitMax, long token, Instant time) {}

    LockClient(Client client, long seed) {
        this.client = client;
        this.random = new Random(seed);
    }

    Recording recording() {
        return recording;
    }

    /** The answers as they were seen, by id. */
    Map<String, Answer> seen() {
        return seen;
    }

    /** What was sent, by id. */
    Map<String, Sent> sent() {
        return sent;
    }

    long answered() {
        return answered.get();
    }

    Answer tryLock(String domain, String resource, String owner, Duration lease)
            throws InterruptedException, ExecutionException {
        return ask(domain, resource, owner, "try_lock", Map.of("lease", text(lease)));
    }

    Answer acquire(String domain, String resource, String owner, Duration lease, Duration wait)
            throws InterruptedException, ExecutionException {
        return ask(
                domain,
                resource,
                owner,
                "acquire",
                Map.of("lease", text(lease), "wait", text(wait)));
    }

    Answer renew(String domain, String resource, String owner, Duration lease, long token)
            throws InterruptedException, ExecutionException {
        return ask(
                domain,
                resource,
                owner,
                "renew",
                Map.of("lease", text(lease), "token", Long.toString(token)));
    }

    Answer release(String domain, String resource, String owner, long token)
            throws InterruptedException, ExecutionException {
        return ask(domain, resource, owner, "release", Map.of("token", Long.toString(token)));
    }

    private static Duration duration(Map<String, String> fields, String name) {
        return new DurationConverter().convert(fields.getOrDefault(name, "0s"));
    }

    private static String text(Duration duration) {
        return DurationConverter.format(duration);
    }

    private Answer ask(
            String domain, String resource, String owner, String op, Map<String, String> more)
            throws InterruptedException, ExecutionException {
        String id = "c" + ids.incrementAndGet();
        Map<String, String> command = new HashMap<>(more);
        command.put("domain", domain);
        command.put("id", id);
        command.put("resource", resource);
        command.put("owner", owner);
        command.put("op", op);
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        command.put("time", time.toString());
        sent.put(
                id,
                new Sent(
                        duration(more, "lease"),
                        duration(more, "wait"),
                        Long.parseLong(more.getOrDefault("token", "0")),
                        time));
        recording.sent(id);
        CompletableFuture<Answer> future = client.ask(domain, id, command);
        if (random.nextInt(10) == 0) {
            // As a client does that heard of no acknowledgement.
            client.repeat(domain, command);
        }
        Answer answer = future.get();
        recording.seen(id);
        seen.put(id, answer);
        answered.incrementAndGet();
        return answer;
    }
}
