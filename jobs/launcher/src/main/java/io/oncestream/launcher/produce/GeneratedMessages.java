package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.connector.source.generator.Sequence;
import io.oncestream.connector.source.generator.SequenceKind;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The records of a {@code gen:} URI as JSON objects, at its rate. */
final class GeneratedMessages<T> implements MessageInput {

    private final Sequence<T> sequence;
    private final long end;
    private final @Nullable Double rate;
    private final long startNanos = System.nanoTime();
    private long count;

    private GeneratedMessages(GeneratorOptions<T> options) {
        this.sequence = options.sequence();
        this.end = options.end();
        this.rate = options.rate();
    }

    static <T> GeneratedMessages<T> of(String uri, SequenceKind<T> kind) {
        return new GeneratedMessages<>(GeneratorOptions.of(uri, kind));
    }

    @Override
    public @Nullable Message next() throws IOException, InterruptedException {
        if (count == end) {
            return null;
        }
        awaitTurn();
        T record = sequence.at(count++);
        return new Message(sequence.key(record).getBytes(UTF_8), JsonObject.ofRecord(record));
    }

    private void awaitTurn() throws InterruptedException {
        if (rate != null) {
            long dueNanos = startNanos + (long) (count / rate * 1e9);
            TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
        }
    }

    @Override
    public void close() {}
}
