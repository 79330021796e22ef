/** How bytes become records: CSV, points in time and readings, without Flink. */
@NullMarked
package io.oncestream.connector.format;

import org.jspecify.annotations.NullMarked;
