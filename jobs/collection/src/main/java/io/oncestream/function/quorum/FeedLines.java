package io.oncestream.function.quorum;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the lines of a file of feeds. */
final class FeedLines {

    private static final int NAME_LENGTH_MAX = 200;
    private static final int FEEDS_MAX = 100;

    private final Set<String> instruments = new LinkedHashSet<>();
    private final SortedMap<String, PublicKey> keys = new TreeMap<>();
    private @Nullable Integer faulty;
    private int number;

    void add(String line) {
        number++;
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        String[] words = text.split("\\s+", 2);
        try {
            if (words.length < 2) {
                throw new IllegalArgumentException("nothing stands behind " + words[0]);
            }
            switch (words[0]) {
                case "f" -> setFaulty(words[1]);
                case "instrument" -> addInstrument(words[1]);
                case "feed" -> addFeed(words[1]);
                default ->
                        throw new IllegalArgumentException(
                                "it begins with none of f, instrument and feed");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
        }
    }

    private void setFaulty(String text) {
        if (faulty != null) {
            throw new IllegalArgumentException("f is given twice");
        }
        if (!text.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("f is %s: it must be a number".formatted(text));
        }
        faulty = Integer.valueOf(text);
    }

    private void addInstrument(String name) {
        if (!instruments.add(checked("instrument", name))) {
            throw new IllegalArgumentException("the instrument %s is there twice".formatted(name));
        }
    }

    private void addFeed(String nameAndKey) {
        String[] words = nameAndKey.split("\\s+", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("a feed is written: feed NAME KEY");
        }
        PublicKey key = new PublicKey(words[1]);
        keys.forEach(
                (other, its) -> {
                    if (its.equals(key)) {
                        throw new IllegalArgumentException(
                                "the feeds %s and %s have one key".formatted(other, words[0]));
                    }
                });
        if (keys.put(checked("feed", words[0]), key) != null) {
            throw new IllegalArgumentException("the feed %s is there twice".formatted(words[0]));
        }
        if (keys.size() > FEEDS_MAX) {
            throw new IllegalArgumentException("there are more than %d feeds".formatted(FEEDS_MAX));
        }
    }

    private static String checked(String what, String name) {
        if (name.length() > NAME_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the name of the %s has more than %d characters"
                            .formatted(what, NAME_LENGTH_MAX));
        }
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of the %s has a NUL".formatted(what));
        }
        return name;
    }

    Feeds feeds(String digest) {
        if (faulty == null) {
            throw new IllegalArgumentException("no line says how many feeds may lie: f N");
        }
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException("no line names an instrument: instrument NAME");
        }
        return new Feeds(new QuorumSize(keys.size(), faulty), instruments, keys, digest);
    }
}
