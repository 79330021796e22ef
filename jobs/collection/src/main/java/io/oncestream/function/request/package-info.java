/**
 * What jobs share that take commands: how these are read, and that each is done once, however often
 * it is sent. An id has one answer at most: a repeat is dropped, and what cannot be told from a new
 * command or contradicts an old one is refused.
 */
@NullMarked
package io.oncestream.function.request;

import org.jspecify.annotations.NullMarked;
