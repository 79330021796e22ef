/** Locks: what a domain keeps of them, and what it answers. */
@NullMarked
package io.oncestream.state.lock;

import org.jspecify.annotations.NullMarked;
