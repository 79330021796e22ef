package io.oncestream.launcher.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clients of a demonstration, at work: {@link Course} says when they stop. */
public interface Clients extends AutoCloseable {

    /**
     * What came of it.
     *
     * @param violations of what must hold
     * @param figures by what they are of, in the order in which they are printed
     */
    record Result(List<String> violations, Map<String, Object> figures) {}

    /** What they do, and in how much. */
    String description();

    /** The same in a line, with what it follows from. */
    default String line(Stage stage) {
        return "%s for %d s; seed %d"
                .formatted(description(), stage.length().toSeconds(), stage.seed());
    }

    /** Whether all is prepared, so that the demonstration's time runs. */
    default boolean hasBegun() {
        return true;
    }

    /** What they have done up to now. */
    String progress();

    /** How long they may take behind the demonstration's length. */
    default Duration patience() {
        return Duration.ofMinutes(1);
    }

    /** No more is asked. */
    void stop();

    /** Whether they have stopped and all is answered. */
    boolean isOver();

    /** Why some of them could not go on, each where one could not. */
    Stream<@Nullable String> failures();

    /**
     * Checks, at the end.
     *
     * @param outage null: there was none
     */
    Result result(@Nullable Outage outage) throws Exception;
}
