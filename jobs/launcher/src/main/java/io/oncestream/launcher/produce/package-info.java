/** Fills topics, queues and sockets with records to try the jobs with: {@code produce}. */
@NullMarked
package io.oncestream.launcher.produce;

import org.jspecify.annotations.NullMarked;
