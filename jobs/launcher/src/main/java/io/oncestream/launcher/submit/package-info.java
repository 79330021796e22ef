/** The command {@code submit}: a job of the shaded jar on the cluster, by Flink's own client. */
@NullMarked
package io.oncestream.launcher.submit;

import org.jspecify.annotations.NullMarked;
