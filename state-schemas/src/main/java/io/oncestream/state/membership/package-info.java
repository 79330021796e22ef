/** Membership: what nodes report of each other, and what is known of a cluster. */
@NullMarked
package io.oncestream.state.membership;

import org.jspecify.annotations.NullMarked;
