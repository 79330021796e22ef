package io.oncestream.connector.source.generator;

import io.oncestream.connector.source.UriParameters;
import java.util.List;

/**
 * Makes sequences as the parameters of a {@code gen:} URI say.
 *
 * @param <T> the record
 */
public interface SequenceKind<T> {

    /** The names of its parameters; {@code count} and {@code rate} are the source's. */
    List<String> parameters();

    /** How they are written, as {@code keys=N&step=1ms}. */
    String form();

    /** What is generated and what the parameters mean, for the help text. */
    String description();

    /**
     * The sequence.
     *
     * @throws IllegalArgumentException on a value that cannot be, with one line that names it
     */
    Sequence<T> of(UriParameters given);
}
