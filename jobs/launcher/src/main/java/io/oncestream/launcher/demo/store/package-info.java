/**
 * A store over three databases, which a fourth joins and one leaves, and what every answer, read
 * and row must show.
 */
@NullMarked
package io.oncestream.launcher.demo.store;

import org.jspecify.annotations.NullMarked;
