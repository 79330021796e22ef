/** Odd values, forecasts and classes of series, by models that are in the checkpoint. */
@NullMarked
package io.oncestream.job.anomalies;

import org.jspecify.annotations.NullMarked;
