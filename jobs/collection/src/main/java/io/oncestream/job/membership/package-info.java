/** Which nodes of a cluster live, from what they gossip. */
@NullMarked
package io.oncestream.job.membership;

import org.jspecify.annotations.NullMarked;
