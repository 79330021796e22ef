/**
 * Who may sign values, what is signed, and how certificates are checked: what a job that makes them
 * and whoever reads them have in common.
 */
@NullMarked
package io.oncestream.function.quorum;

import org.jspecify.annotations.NullMarked;
