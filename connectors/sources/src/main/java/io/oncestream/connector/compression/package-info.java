/** Compressed streams: which format they are in, and what comes out of them within limits. */
@NullMarked
package io.oncestream.connector.compression;

import org.jspecify.annotations.NullMarked;
