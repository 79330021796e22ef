package io.oncestream.launcher.demo.store;

import io.oncestream.check.Model;
import io.oncestream.state.store.StoredEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bucket by its rules alone, with which the answers of a job are compared. */
final class BucketModel implements Model<AnswerRow> {

    private final Map<String, SentCommand> sent;
    private final Map<String, StoredEntry> entries = new HashMap<>();
    private long seq;

    /**
     * A bucket without a key.
     *
     * @param sent what was sent, by ids
     */
    BucketModel(Map<String, SentCommand> sent) {
        this.sent = sent;
    }

    @Override
    public Optional<String> decides(AnswerRow answer) {
        SentCommand command = sent.get(answer.id());
        if (command == null) {
            return Optional.of("nobody sent it");
        }
        String outcome = decide(command);
        AnswerRow expected = answer(command, answer.bucket(), outcome);
        if (answer.equals(expected)) {
            return Optional.empty();
        }
        adopt(answer);
        return Optional.of("it should be " + expected);
    }

    private String decide(SentCommand command) {
        StoredEntry before = entries.get(command.key());
        Long wanted = command.ifVersion();
        if (wanted != null && command.op().equals("get")) {
            return "invalid";
        }
        if (wanted != null && wanted != (before == null ? 0 : before.version())) {
            return "conflict";
        }
        String value = command.value();
        if (value != null) {
            entries.put(command.key(), new StoredEntry(value, ++seq));
            return "ok";
        }
        if (before != null && command.op().equals("delete")) {
            entries.remove(command.key());
            seq++;
        }
        return before == null ? "absent" : "ok";
    }

    private AnswerRow answer(SentCommand command, int bucket, String outcome) {
        @Nullable StoredEntry entry = outcome.equals("invalid") ? null : entries.get(command.key());
        return new AnswerRow(
                command.key(),
                command.id(),
                command.op(),
                bucket,
                seq,
                outcome,
                entry == null ? null : entry.value(),
                entry == null ? 0 : entry.version());
    }

    /** Goes on as if it was right. */
    private void adopt(AnswerRow answer) {
        seq = answer.seq();
        String value = answer.value();
        if (value != null) {
            entries.put(answer.key(), new StoredEntry(value, answer.version()));
        } else if (!answer.outcome().equals("invalid")) {
            entries.remove(answer.key());
        }
    }
}
