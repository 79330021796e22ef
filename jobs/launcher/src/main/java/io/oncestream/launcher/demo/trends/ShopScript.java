package io.oncestream.launcher.demo.trends;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What is sold in a shop hour by hour, made of a seed: items of four categories by Zipf's law, most
 * with the one that goes together with them, and a burst each nine hours from the second day on.
 */
final class ShopScript {

    /** Long ago: hours pass in less than a second, and never come to what is ahead of now. */
    static final Instant OPENING = Instant.parse("2000-01-01T00:00:00Z");

    /** The hours in which nobody can know what is usual. */
    static final int LEARNED_HOURS = 24;

    static final String CLOSING = "closing";

    private static final int CATEGORIES = 4;
    private static final int ITEMS = 50;
    private static final int USERS = 200;
    private static final int BASKETS = 40;
    private static final int BURST_EVERY = 9;
    private static final int MILLIS = 3_600_000;
    private static final int[] RISE = {12, 30, 30};

    private final long seed;
    private final List<Burst> bursts = new ArrayList<>();
    private int hour;

    ShopScript(long seed) {
        this.seed = seed;
    }

    /** The next hour, in the order of time. */
    List<Sale> next() {
        Random random = new Random(seed * 1_000_003 + hour);
        if (hour >= LEARNED_HOURS && (hour - LEARNED_HOURS) % BURST_EVERY == 0) {
            int category = random.nextInt(CATEGORIES);
            int item = 5 + random.nextInt(ITEMS - 5);
            bursts.add(new Burst(category(category), item(category, item), hour));
        }
        List<Sale> sales = new ArrayList<>();
        for (int basket = 0; basket < BASKETS; basket++) {
            addBasket(random, basket, sales);
        }
        current().ifPresent(burst -> addBurst(random, burst, sales));
        sales.sort(Comparator.comparing(Sale::time));
        hour++;
        return sales;
    }

    private Optional<Burst> current() {
        return bursts.stream().filter(burst -> hour < burst.endHour()).findFirst();
    }

    private void addBasket(Random random, int number, List<Sale> sales) {
        int time = random.nextInt(MILLIS - 60_000);
        String user = "user " + random.nextInt(USERS);
        String basket = "%d of hour %d".formatted(number, hour);
        int category = random.nextInt(CATEGORIES);
        for (int item : basket(random)) {
            time += 1 + random.nextInt(20_000);
            sales.add(
                    new Sale(
                            at(hour, time),
                            user,
                            category(category),
                            item(category, item),
                            basket));
        }
    }

    /** Two or three items; to an even one the odd one behind it belongs. */
    static List<Integer> basket(Random random) {
        int first = zipf(random);
        int second = random.nextInt(10) < 6 ? first ^ 1 : zipf(random);
        return random.nextBoolean() ? List.of(first, second) : List.of(first, second, zipf(random));
    }

    private static int zipf(Random random) {
        double[] weights = new double[ITEMS];
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            weights[i] = 1 / Math.pow(i + 1, 1.1);
            sum += weights[i];
        }
        double left = random.nextDouble() * sum;
        int item = 0;
        while (item < ITEMS - 1 && left >= weights[item]) {
            left -= weights[item++];
        }
        return item;
    }

    private void addBurst(Random random, Burst burst, List<Sale> sales) {
        for (int i = 0; i < RISE[hour - burst.firstHour()]; i++) {
            sales.add(
                    new Sale(
                            at(hour, random.nextInt(MILLIS)),
                            "user " + random.nextInt(USERS),
                            burst.category(),
                            burst.item(),
                            "alone %d of hour %d".formatted(i, hour)));
        }
    }

    /** A trend of its own in the last hour, and a last event of each user three hours later. */
    List<Sale> close() {
        List<Sale> sales = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            sales.add(closing(hour, i));
        }
        for (int i = 0; i < USERS; i++) {
            sales.add(closing(hour + 3, i));
        }
        return sales;
    }

    private static Sale closing(int ofHour, int user) {
        return new Sale(at(ofHour, user), "user " + user, CLOSING, CLOSING, "last " + user);
    }

    private static Instant at(int ofHour, int millis) {
        return OPENING.plusSeconds(3_600L * ofHour).plusMillis(millis);
    }

    static String category(int category) {
        return "shelf " + category;
    }

    static String item(int category, int item) {
        return "item %d of %d".formatted(item, category);
    }

    /** Those of which all hours have been. */
    List<Burst> bursts() {
        return bursts.stream().filter(burst -> burst.endHour() <= hour).toList();
    }

    List<Burst> allBursts() {
        return List.copyOf(bursts);
    }

    int hours() {
        return hour;
    }
}
