package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.state.store.StoredEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What each key had after each change, by the answers. */
final class History {

    /** By the sequence numbers of the changes; empty where it was deleted. */
    private final Map<String, NavigableMap<Long, Optional<StoredEntry>>> keys = new HashMap<>();

    private final Map<Integer, Long> seqs = new HashMap<>();

    History(Collection<AnswerRow> answers) {
        answers.stream().filter(AnswerRow::isChange).forEach(this::add);
    }

    private void add(AnswerRow change) {
        String value = change.value();
        keys.computeIfAbsent(change.key(), none -> new TreeMap<>())
                .put(
                        change.seq(),
                        value == null
                                ? Optional.empty()
                                : Optional.of(new StoredEntry(value, change.version())));
        seqs.merge(change.bucket(), change.seq(), Math::max);
    }

    /** How many changes a bucket has seen. */
    long seq(int bucket) {
        return seqs.getOrDefault(bucket, 0L);
    }

    /** All that there is after the last change. */
    Map<String, StoredEntry> last() {
        Map<String, StoredEntry> last = new HashMap<>();
        keys.forEach(
                (key, changes) ->
                        changes.lastEntry().getValue().ifPresent(entry -> last.put(key, entry)));
        return last;
    }

    private Optional<StoredEntry> at(String key, long seq) {
        NavigableMap<Long, Optional<StoredEntry>> changes = keys.get(key);
        Map.Entry<Long, Optional<StoredEntry>> last =
                changes == null ? null : changes.floorEntry(seq);
        return last == null ? Optional.empty() : last.getValue();
    }

    /** Whether the key had what was read, when its bucket had seen so many changes. */
    boolean shows(StoreRead read) {
        String value = read.value();
        Optional<StoredEntry> is =
                value == null
                        ? Optional.empty()
                        : Optional.of(new StoredEntry(value, read.version()));
        return read.seq() <= seq(read.bucket()) && is.equals(at(read.key(), read.seq()));
    }
}
