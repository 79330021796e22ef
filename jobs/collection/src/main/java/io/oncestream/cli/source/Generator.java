package io.oncestream.cli.source;

import io.oncestream.connector.source.generator.GeneratedReadings;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.function.InputReadings;
import io.oncestream.function.InputSize;
import java.util.List;

/** {@code gen:}. */
final class Generator implements SourceKind {

    @Override
    public String scheme() {
        return "gen:";
    }

    @Override
    public String form() {
        return "gen:?keys=N&count=N&rate=PER_SECOND&step=1ms&seed=S";
    }

    @Override
    public String description() {
        return "Readings made of a seed, the first one at 2020-01-01T00:00:00Z and each of the"
                + " others a step after the one before; without a count it does not end, without a"
                + " rate it is as fast as it can. Defaults: 100 keys, a step of 1ms (from 1us on),"
                + " seed 1.";
    }

    @Override
    public String guarantee() {
        return "exactly once.";
    }

    @Override
    public List<String> options() {
        return List.of("--out-of-order");
    }

    @Override
    public List<String> required() {
        return List.of();
    }

    @Override
    public InputReadings readings(String uri, SourceSettings settings) {
        GeneratorOptions options = GeneratorOptions.of(uri);
        Long count = options.count();
        return InputReadings.inOrder(
                GeneratedReadings.source(options),
                settings.outOfOrder(),
                new InputSize(-1, count == null ? -1 : count));
    }
}
