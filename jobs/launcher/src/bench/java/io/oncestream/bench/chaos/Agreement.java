package io.oncestream.bench.chaos;

import java.util.Optional;

/**
 * How a table compares with the ledger and with the source.
 *
 * @param ledgerRows how many rows the ledger has counted
 * @param lost readings that must be in the table and are not
 * @param doubled readings that are in the table once too often, and rows that were upserted again
 * @param difference one of the places where the table differs from the source
 */
record Agreement(
        String table,
        long rows,
        long ledgerRows,
        long lost,
        long doubled,
        Optional<String> difference) {

    boolean holds() {
        return rows == ledgerRows && lost == 0 && doubled == 0 && difference.isEmpty();
    }

    /** One line. */
    String description() {
        return "table %s: %d lost, %d doubled, %d rows, %d in the ledger%s"
                .formatted(
                        table,
                        lost,
                        doubled,
                        rows,
                        ledgerRows,
                        difference.map(place -> "; " + place).orElse(""));
    }
}
