package io.oncestream.bench.chaos;

import java.util.Locale;

/** The databases that {@code services start} knows. */
public enum Database {
    POSTGRES,
    MARIADB;

    /** The service's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
