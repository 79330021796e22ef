package io.oncestream.connector.jdbc.rows;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The times and dates that a database stores.
 *
 * @param epoch the day from which its codec counts
 * @param first the first that is stored
 * @param end the first behind them that is not
 * @param words the same for people, as in {@code MariaDB stores the years 1 to 9999}
 * @param remedy what to do with other times, behind a colon
 */
public record TimeRange(LocalDate epoch, Instant first, Instant end, String words, String remedy) {}
