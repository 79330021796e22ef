/** Files as a bounded source. */
@NullMarked
package io.oncestream.connector.source.file;

import org.jspecify.annotations.NullMarked;
