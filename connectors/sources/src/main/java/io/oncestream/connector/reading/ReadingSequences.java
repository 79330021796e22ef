package io.oncestream.connector.reading;

import io.oncestream.connector.source.UriParameters;
import io.oncestream.connector.source.generator.Sequence;
import io.oncestream.connector.source.generator.SequenceKind;
import io.oncestream.state.reading.Reading;
import java.time.Duration;
import java.util.List;

/** {@link SeededReadings} as the parameters of a {@code gen:} URI say. */
public final class ReadingSequences implements SequenceKind<Reading> {

    private static final int KEYS = 100;
    private static final Duration STEP = Duration.ofMillis(1);
    private static final long SEED = 1;

    @Override
    public List<String> parameters() {
        return List.of("keys", "step", "seed");
    }

    @Override
    public String form() {
        return "keys=N&step=1ms&seed=S";
    }

    @Override
    public String description() {
        return "Readings made of a seed, the first one at 2020-01-01T00:00:00Z and each of the"
                + " others a step after the one before. Defaults: 100 keys, a step of 1ms (from"
                + " 1us on), seed 1.";
    }

    @Override
    public Sequence<Reading> of(UriParameters given) {
        return new SeededReadings(
                given.value("keys", Integer::valueOf, "a whole number").orElse(KEYS),
                given.duration("step").orElse(STEP),
                given.value("seed", Long::valueOf, "a whole number").orElse(SEED));
    }
}
