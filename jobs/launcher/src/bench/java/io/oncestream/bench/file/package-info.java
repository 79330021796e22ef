/**
 * A CSV file into a table with statistics per key and hour: what {@code ./oncestream run averages}
 * does, from reading to the commit.
 *
 * <p>The file is made from the seed and is in the page cache. A row is a reading of one of the keys,
 * 345.6 ms of event time behind the row before, so that the result grows with the file. Each
 * contestant in each round has a database of its own on the same PostgreSQL, which waits for the
 * disk ({@code fsync=on}); DuckDB has a file of its own. The rows are read back and compared when
 * the clock has stopped, and no prepared transaction may be left.
 */
@NullMarked
package io.oncestream.bench.file;

import org.jspecify.annotations.NullMarked;
