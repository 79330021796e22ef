/** Where records come from: the option --from, one class for each scheme, and what they share. */
@NullMarked
package io.oncestream.cli.source;

import org.jspecify.annotations.NullMarked;
