/** Records that are computed from their index, as a source for trials, tests and measurements. */
@NullMarked
package io.oncestream.connector.source.generator;

import org.jspecify.annotations.NullMarked;
