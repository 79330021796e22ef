/** What is rising, what goes together, and whom to tell. */
@NullMarked
package io.oncestream.job.trends;

import org.jspecify.annotations.NullMarked;
