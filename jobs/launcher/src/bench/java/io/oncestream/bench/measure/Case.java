package io.oncestream.bench.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is measured at one size.
 *
 * @param name a word, for the lines that are printed
 * @param settings all that decides the work; an outcome counts for the same settings only
 */
public record Case(String name, Map<String, String> settings) {

    /** The setting of each case: what the rows per second are counted in. */
    public static final String READINGS = "readings";

    private static final long WARM_UP_SHARE = 5;

    public String text(String setting) {
        String value = settings.get(setting);
        if (value == null) {
            throw new IllegalArgumentException("case " + name + " has no setting " + setting);
        }
        return value;
    }

    public int number(String setting) {
        return Integer.parseInt(text(setting));
    }

    /** The same with one more setting, or another value of it. */
    public Case with(String setting, Object value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(setting, String.valueOf(value));
        return new Case(name, more);
    }

    /** What a JVM warms up with: the same work on a fifth of the readings. */
    Case warmUp() {
        return with(READINGS, Math.max(1, number(READINGS) / WARM_UP_SHARE));
    }

    /** In one word, the same for equal cases. */
    String identity() {
        return name
                + new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining(",", "{", "}"));
    }
}
