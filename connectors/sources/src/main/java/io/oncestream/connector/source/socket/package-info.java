/**
 * Lines that come by TCP or UDP. Sockets cannot be replayed: what comes is spooled to disk first,
 * and read from there.
 */
@NullMarked
package io.oncestream.connector.source.socket;

import org.jspecify.annotations.NullMarked;
