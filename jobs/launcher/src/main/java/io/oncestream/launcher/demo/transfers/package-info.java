/** Transfers over several databases, one of which goes away, and what every read must show. */
@NullMarked
package io.oncestream.launcher.demo.transfers;

import org.jspecify.annotations.NullMarked;
