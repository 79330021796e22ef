package io.oncestream.connector.source.generator;

import io.oncestream.connector.source.UriParameters;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters that a {@code gen:} URI carries. */
final class GeneratorUri {

    private static final String SCHEME = "gen:";
    private static final List<String> NAMES = List.of("keys", "count", "rate", "step", "seed");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,18})(us|ms|s|m|h|d)");
    private static final List<Unit> UNITS =
            List.of(
                    new Unit("d", ChronoUnit.DAYS),
                    new Unit("h", ChronoUnit.HOURS),
                    new Unit("m", ChronoUnit.MINUTES),
                    new Unit("s", ChronoUnit.SECONDS),
                    new Unit("ms", ChronoUnit.MILLIS),
                    new Unit("us", ChronoUnit.MICROS));

    private record Unit(String name, ChronoUnit length) {}

    private final UriParameters given;

    private GeneratorUri(UriParameters given) {
        this.given = given;
    }

    static GeneratorOptions parse(String uri) {
        GeneratorUri from = new GeneratorUri(parameters(uri));
        GeneratorOptions defaults = GeneratorOptions.DEFAULTS;
        return new GeneratorOptions(
                from.value("keys", Integer::valueOf).orElse(defaults.keys()),
                from.value("count", Long::valueOf).orElse(null),
                from.value("rate", GeneratorUri::decimal).orElse(null),
                from.value("step", GeneratorUri::duration).orElse(defaults.step()),
                from.value("seed", Long::valueOf).orElse(defaults.seed()));
    }

    private static UriParameters parameters(String uri) {
        String rest = uri.substring(SCHEME.length());
        if (!rest.isEmpty() && !rest.startsWith("?")) {
            throw new IllegalArgumentException(
                    "%s cannot be read: write gen:?NAME=VALUE&NAME=VALUE, with any of %s"
                            .formatted(uri, String.join(", ", NAMES)));
        }
        return UriParameters.parse(SCHEME, rest.isEmpty() ? "" : rest.substring(1), NAMES);
    }

    private <T> Optional<T> value(String name, Function<String, T> parser) {
        return given.value(name, parser, form(name));
    }

    private static String form(String name) {
        return switch (name) {
            case "rate" -> "readings per second, as 1000 or 0.5";
            case "step" -> "a duration, as 1us, 1ms, 1s, 5m, 1h or 1d";
            default -> "a whole number";
        };
    }

    private static double decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            for (Unit unit : UNITS) {
                if (unit.name().equals(matcher.group(2))) {
                    return Duration.of(Long.parseLong(matcher.group(1)), unit.length());
                }
            }
        }
        throw new NumberFormatException(text);
    }

    /** A duration as it is written in the URI, in the largest unit that divides it. */
    static String format(Duration duration) {
        for (Unit unit : UNITS) {
            Duration length = unit.length().getDuration();
            long times = duration.dividedBy(length);
            if (times > 0 && length.multipliedBy(times).equals(duration)) {
                return times + unit.name();
            }
        }
        return duration.isZero() ? "0us" : duration.toString();
    }
}
