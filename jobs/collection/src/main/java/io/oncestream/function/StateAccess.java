package io.oncestream.function;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Flink's state as a plain class uses it, which knows no checked exceptions. An {@link IOException}
 * of the state backend becomes an {@link UncheckedIOException}: the job fails and restarts.
 */
public final class StateAccess {

    private StateAccess() {}

    /** Reads. */
    public interface Question<T> {
        T ask() throws Exception;
    }

    /** Writes. */
    public interface Step {
        void take() throws Exception;
    }

    public static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Flink's state does not answer", e);
        }
    }

    public static void done(Step step) {
        asked(
                () -> {
                    step.take();
                    return true;
                });
    }
}
