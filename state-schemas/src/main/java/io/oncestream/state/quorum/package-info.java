/** Quorums: what feeds have signed, and what was certified of it. */
@NullMarked
package io.oncestream.state.quorum;

import org.jspecify.annotations.NullMarked;
