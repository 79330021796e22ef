/** The command {@code cluster}: a real Flink cluster on this machine, each part in its own JVM. */
@NullMarked
package io.oncestream.launcher.cluster;

import org.jspecify.annotations.NullMarked;
