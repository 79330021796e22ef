package io.oncestream.state.trends;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that came behind event time.
 *
 * @param watermark how far that had come; null where there was none
 * @param counted whether its window was open, so that it is counted there, and is in no basket and
 *     led to no push
 */
public record LateEvent(TrendEvent event, @Nullable Instant watermark, boolean counted) {}
