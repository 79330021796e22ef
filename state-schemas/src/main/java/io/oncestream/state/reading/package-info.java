/** Readings and what decoding a source's record leads to. */
@NullMarked
package io.oncestream.state.reading;

import org.jspecify.annotations.NullMarked;
