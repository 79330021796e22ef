package io.oncestream.bench.windows;

import io.oncestream.bench.measure.Case;
import java.util.SplittableRandom;

/**
 * The readings of a case, in the order of their times: keys are equally likely, values are from 0
 * to 100 with two decimals, as sensors give them, weights from 1 to 10.
 */
public final class Readings {

    /** Settings of a case. */
    public static final String KEYS = "keys";

    public static final String WINDOWS = "windows";

    /** The length of a window. */
    public static final long WINDOW_MILLIS = 1_000;

    private static final long START_MILLIS = 1_577_836_800_000L; // 2020-01-01

    /** Sources are made by engines, which serialize what they are made of. */
    private static volatile Readings current = new Readings(0);

    public final String[] names;
    public final int[] key;
    public final long[] millis;
    public final double[] value;
    public final double[] weight;

    private Readings(int count) {
        this(count, 0);
    }

    private Readings(int count, int keys) {
        names = new String[keys];
        key = new int[count];
        millis = new long[count];
        value = new double[count];
        weight = new double[count];
    }

    /** Those of the case that this JVM is at. */
    public static Readings current() {
        return current;
    }

    /** Makes those of a case. */
    public static void make(Case one) {
        current = new Readings(0);
        Readings made = new Readings(one.number(Case.READINGS), one.number(KEYS));
        for (int i = 0; i < made.names.length; i++) {
            made.names[i] = "k" + i;
        }
        SplittableRandom random = new SplittableRandom(one.number("seed"));
        long span = one.number(WINDOWS) * WINDOW_MILLIS;
        for (int i = 0; i < made.key.length; i++) {
            made.key[i] = random.nextInt(made.names.length);
            made.millis[i] = START_MILLIS + span * i / made.key.length;
            made.value[i] = random.nextInt(10_000) / 100.0;
            made.weight[i] = 1 + random.nextInt(10);
        }
        current = made;
    }

    public String name(int index) {
        return names[key[index]];
    }

    int count() {
        return key.length;
    }
}
