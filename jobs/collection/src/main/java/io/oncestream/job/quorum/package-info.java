/** Certifies what a quorum of feeds has signed, and proves who lied. */
@NullMarked
package io.oncestream.job.quorum;

import org.jspecify.annotations.NullMarked;
