package io.oncestream.launcher.demo.counters;

import java.util.Random;

/** Adds to counters, and now and then a read; the same ones for a seed. Some cannot be done. */
final class CommandStream {

    static final int COUNTERS = 1_000;

    private static final int AMOUNT_MAX = 100;

    private final Random random;
    private final String ids;
    private long sent;

    /**
     * Of a seed.
     *
     * @param ids what the id of each begins with
     */
    CommandStream(long seed, String ids) {
        this.random = new Random(seed);
        this.ids = ids;
    }

    SentCommand next() {
        String counter = counter(random);
        String id = ids + ++sent;
        int which = random.nextInt(100);
        if (which < 5) {
            return new SentCommand(counter, id, "read", null);
        }
        // No whole number.
        String amount = which == 5 ? "1.5" : Integer.toString(amount());
        return new SentCommand(counter, id, "add", amount);
    }

    /** By Zipf's law: the second one comes up half as often as the first one, and so on. */
    static String counter(Random random) {
        return "counter-" + (int) Math.pow(COUNTERS + 1, random.nextDouble());
    }

    private int amount() {
        int amount = 1 + random.nextInt(AMOUNT_MAX);
        return random.nextInt(10) == 0 ? -amount : amount;
    }
}
