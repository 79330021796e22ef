/** Sensors with faults that are known, and days with their weather: what the job makes of them. */
@NullMarked
package io.oncestream.launcher.demo.anomalies;

import org.jspecify.annotations.NullMarked;
