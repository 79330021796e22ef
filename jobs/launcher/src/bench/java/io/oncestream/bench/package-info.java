/** What {@code ./oncestream bench} runs: each benchmark is a package of its own. */
@NullMarked
package io.oncestream.bench;

import org.jspecify.annotations.NullMarked;
