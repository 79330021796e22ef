/** What {@code run} and {@code submit} share: the jobs by name, their options, and the report. */
@NullMarked
package io.oncestream.launcher.job;

import org.jspecify.annotations.NullMarked;
