package io.oncestream.launcher.demo.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;

/**
 * Puts, deletes and gets, the same ones for a seed but for the versions that they ask for. Some
 * cannot be done.
 */
final class CommandStream {

    private final Random random;
    private final int keys;
    private final ToLongFunction<String> versions;
    private long sent;

    /**
     * Of a seed.
     *
     * @param keys how many
     * @param versions of keys, as far as clients know them
     */
    CommandStream(long seed, int keys, ToLongFunction<String> versions) {
        this.random = new Random(seed);
        this.keys = keys;
        this.versions = versions;
    }

    SentCommand next() {
        String key = key(random, keys);
        int which = random.nextInt(100);
        Map<String, String> more = new HashMap<>();
        if (which % 4 == 0) {
            more.put("if_version", Long.toString(versions.applyAsLong(key)));
        }
        long number = ++sent;
        if (which < 65) {
            more.put("value", "value-" + number);
            return new SentCommand(number, key, "s" + number, "put", more);
        }
        if (which < 80) {
            return new SentCommand(number, key, "s" + number, "delete", more);
        }
        // One that is conditional cannot be done.
        Map<String, String> few = which == 80 ? more : Map.of();
        return new SentCommand(number, key, "s" + number, "get", few);
    }

    /** By Zipf's law: the second one comes up half as often as the first one, and so on. */
    static String key(Random random, int keys) {
        return "key-" + (int) Math.pow(keys + 1, random.nextDouble());
    }
}
