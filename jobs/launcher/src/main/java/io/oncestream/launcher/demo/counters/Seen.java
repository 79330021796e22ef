package io.oncestream.launcher.demo.counters;

import io.oncestream.check.Recording;
import io.oncestream.connector.jdbc.CounterReader.Value;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.demo.Sender;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all clients of some counters together have seen, and when. */
public final class Seen implements Sender.Recorder<SentCommand> {

    private final Recording recording = new Recording();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final Set<Read> reads = ConcurrentHashMap.newKeySet();
    private long lastAnswerNanos;
    private long silenceNanos;

    /** A value that somebody has read. */
    record Read(String counter, Value value) {}

    @Override
    public void sent(SentCommand command) {
        sent(command.id());
    }

    @Override
    public void answered(SentCommand command, Answer answer) {
        answered(command.id(), command.counter(), Long.parseLong(answer.text("version")));
    }

    void sent(String id) {
        recording.sent(id);
        synchronized (this) {
            lastAnswerNanos = lastAnswerNanos == 0 ? System.nanoTime() : lastAnswerNanos;
        }
    }

    void answered(String id, String counter, long version) {
        recording.seen(id);
        raise(counter, version);
        synchronized (this) {
            long now = System.nanoTime();
            silenceNanos = Math.max(silenceNanos, now - lastAnswerNanos);
            lastAnswerNanos = now;
        }
    }

    void read(String counter, Value value) {
        reads.add(new Read(counter, value));
        raise(counter, value.version());
    }

    private void raise(String counter, long version) {
        versions.merge(counter, version, Math::max);
    }

    /** The newest version that somebody has seen: what begins now must not see an older one. */
    long version(String counter) {
        return versions.getOrDefault(counter, 0L);
    }

    Recording recording() {
        return recording;
    }

    /** All that was read, each value once. */
    Set<Read> reads() {
        return reads;
    }

    /** The longest time without a new answer. */
    synchronized Duration longestSilence() {
        return Duration.ofNanos(silenceNanos);
    }
}
