package io.oncestream.bench.commit;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.jdbc.TableRoutes;
import java.util.List;

/**
 * A row of the table that is written.
 *
 * @param number from 0 on; by it follows in which database it is
 */
record Entry(long number) {

    static final String TABLE = "entries";

    /** Rows that are spread evenly. */
    static TableRoutes<Entry> routes() {
        return TableRoutes.<Entry>builder()
                .table(
                        TableMapping.<Entry>table(TABLE)
                                .bigint("number", Entry::number)
                                .text("account", entry -> "account-" + entry.number)
                                .bigint("amount", entry -> 7 * entry.number)
                                .build(),
                        List::of,
                        (entry, databases) -> entry.place(databases))
                .build();
    }

    int place(int databases) {
        return (int) (number % databases);
    }
}
