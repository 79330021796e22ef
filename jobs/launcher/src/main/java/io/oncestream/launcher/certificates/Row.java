package io.oncestream.launcher.certificates;

import org.jspecify.annotations.Nullable;

/**
 * A row as it was read. Whoever has changed it may have written anything into it.
 *
 * @param name what it is of, for people
 * @param holds null: it cannot be understood
 * @param malformed why not; null where it can
 */
public record Row<T>(String name, @Nullable T holds, @Nullable String malformed) {

    /** How what it holds is made; an {@link IllegalArgumentException} says why that cannot be. */
    interface Making<T> {
        T make();
    }

    static <T> Row<T> of(String name, Making<T> making) {
        try {
            return new Row<>(name, making.make(), null);
        } catch (IllegalArgumentException e) {
            return new Row<>(name, null, String.valueOf(e.getMessage()));
        }
    }
}
