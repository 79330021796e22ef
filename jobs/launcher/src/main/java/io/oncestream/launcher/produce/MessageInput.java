package io.oncestream.launcher.produce;

import io.oncestream.connector.source.generator.SequenceKind;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where messages come from, one after the other. */
interface MessageInput extends AutoCloseable {

    /** The next one, or null at the end. */
    @Nullable Message next() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /**
     * Finds and checks what there is to read.
     *
     * @param from a {@code gen:} or a {@code file:} URI
     * @param key what decides where messages of files go
     * @param generated what {@code gen:} makes
     * @throws IllegalArgumentException when it cannot be read, with one line that names it
     */
    static MessageInput of(String from, FileKey key, Supplier<SequenceKind<?>> generated) {
        if (from.startsWith("gen:")) {
            if (key.column() != null) {
                throw new IllegalArgumentException(
                        "--from gen: has keys of its own: leave --key out");
            }
            return GeneratedMessages.of(from, generated.get());
        }
        if (from.startsWith("file:")) {
            return new FileMessages(from, key);
        }
        throw new IllegalArgumentException("--from must begin with gen: or file:");
    }
}
