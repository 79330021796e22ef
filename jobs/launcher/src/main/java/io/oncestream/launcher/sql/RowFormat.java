package io.oncestream.launcher.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a query's result; memory does not grow with their number. */
public interface RowFormat {

    /**
     * A column of the result.
     *
     * @param name as the database calls it
     * @param number whether its values are numbers
     */
    record Column(String name, boolean number) {}

    void begin(List<Column> columns);

    /** One value a column, null for SQL's NULL. */
    void row(List<@Nullable String> values);

    void end();
}
