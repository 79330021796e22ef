/** What rises, what goes together, and what was pushed to whom. */
@NullMarked
package io.oncestream.state.trends;

import org.jspecify.annotations.NullMarked;
