package io.oncestream.job.store;

import io.oncestream.connector.jdbc.store.Partitioning;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to spread over what.
 *
 * @param first names of the shards that are in the ring at the first start: the same for good
 * @param spares names of those that may join
 */
record StoreLayout(List<String> first, List<String> spares, Partitioning partitioning)
        implements Serializable {

    StoreLayout {
        first = List.copyOf(first);
        spares = List.copyOf(spares);
    }

    /** All that buckets may be at. */
    List<String> shards() {
        return Stream.concat(first.stream(), spares.stream()).toList();
    }
}
