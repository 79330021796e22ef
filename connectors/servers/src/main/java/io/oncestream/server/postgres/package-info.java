/** PostgreSQL, from binaries of a Maven artifact. */
@NullMarked
package io.oncestream.server.postgres;

import org.jspecify.annotations.NullMarked;
