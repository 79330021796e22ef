/** A shop in which some items rise, and whether the job finds just these. */
@NullMarked
package io.oncestream.launcher.demo.trends;

import org.jspecify.annotations.NullMarked;
