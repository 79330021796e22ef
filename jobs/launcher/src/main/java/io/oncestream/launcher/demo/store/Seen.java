package io.oncestream.launcher.demo.store;

import io.oncestream.check.Recording;
import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.demo.Sender;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all clients of a store together have seen. */
public final class Seen implements Sender.Recorder<SentCommand> {

    private static final Known NOTHING = new Known(0, 0);

    private final Recording recording = new Recording();
    private final Map<String, Known> answered = new ConcurrentHashMap<>();
    private final Map<Integer, Long> strong = new ConcurrentHashMap<>();
    private final Set<StoreRead> reads = ConcurrentHashMap.newKeySet();

    /** What the newest answer says of a key. */
    private record Known(long seq, long version) {
        Known newer(Known other) {
            return other.seq >= seq ? other : this;
        }
    }

    @Override
    public void sent(SentCommand command) {
        recording.sent(command.id());
    }

    @Override
    public void answered(SentCommand command, Answer answer) {
        recording.seen(command.id());
        if (!command.key().isEmpty()) {
            Known known =
                    new Known(
                            Long.parseLong(answer.text("seq")),
                            Long.parseLong(answer.text("version")));
            answered.merge(command.key(), known, Known::newer);
        }
    }

    /** What an answer has told of a key's version. */
    long version(String key) {
        return answered.getOrDefault(key, NOTHING).version;
    }

    /** How many changes of its bucket an answer has told of. */
    long answered(String key) {
        return answered.getOrDefault(key, NOTHING).seq;
    }

    /** How many changes of a bucket a strong read has seen that is over. */
    long strong(int bucket) {
        return strong.getOrDefault(bucket, 0L);
    }

    void read(StoreRead read, boolean isStrong) {
        reads.add(read);
        if (isStrong) {
            strong.merge(read.bucket(), read.seq(), Math::max);
        }
    }

    Recording recording() {
        return recording;
    }

    /** All that was read, each once. */
    Set<StoreRead> reads() {
        return reads;
    }
}
