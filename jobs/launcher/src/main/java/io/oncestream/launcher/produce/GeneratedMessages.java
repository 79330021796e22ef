package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.connector.source.generator.GeneratedReadings;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The readings of a {@code gen:} URI as JSON objects, at its rate. */
final class GeneratedMessages implements MessageInput {

    private final Iterator<Reading> readings;
    private final @Nullable Double rate;
    private final long startNanos = System.nanoTime();
    private long count;

    GeneratedMessages(String uri) {
        GeneratorOptions options = GeneratorOptions.of(uri);
        this.readings = GeneratedReadings.inOrder(options).iterator();
        this.rate = options.rate();
    }

    @Override
    public @Nullable Message next() throws IOException, InterruptedException {
        if (!readings.hasNext()) {
            return null;
        }
        awaitTurn();
        Reading reading = readings.next();
        byte[] value =
                JsonObject.of(
                        json -> {
                            json.writeStringField("key", reading.key());
                            json.writeStringField("time", reading.time().toString());
                            json.writeNumberField("value", reading.value());
                            json.writeNumberField("weight", reading.weight());
                        });
        return new Message(reading.key().getBytes(UTF_8), value);
    }

    private void awaitTurn() throws InterruptedException {
        if (rate != null) {
            long dueNanos = startNanos + (long) (count / rate * 1e9);
            TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
        }
        count++;
    }

    @Override
    public void close() {}
}
