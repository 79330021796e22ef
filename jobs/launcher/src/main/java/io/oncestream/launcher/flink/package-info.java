/** The embedded Flink, and what its REST interface says about the job in it. */
@NullMarked
package io.oncestream.launcher.flink;

import org.jspecify.annotations.NullMarked;
