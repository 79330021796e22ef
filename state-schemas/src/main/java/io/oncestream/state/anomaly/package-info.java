/** What the job anomalies reads, keeps and finds. */
@NullMarked
package io.oncestream.state.anomaly;

import org.jspecify.annotations.NullMarked;
