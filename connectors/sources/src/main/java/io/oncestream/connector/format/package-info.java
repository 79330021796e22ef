/** How bytes become records: CSV, JSON, points in time, and what a job maps them to. */
@NullMarked
package io.oncestream.connector.format;

import org.jspecify.annotations.NullMarked;
