/**
 * Event-time windows with pre-aggregation before the shuffle: {@link
 * io.oncestream.function.window.Windowing} draws the graph of {@link
 * io.oncestream.function.window.PreAggregate}, {@link
 * io.oncestream.function.window.RestoreWatermark} and {@link
 * io.oncestream.function.window.MergeWindows}.
 */
@NullMarked
package io.oncestream.function.window;

import org.jspecify.annotations.NullMarked;
