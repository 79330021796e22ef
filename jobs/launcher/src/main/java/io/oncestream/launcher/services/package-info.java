/** Real servers to try the jobs with, which run until they are stopped: {@code services start}. */
@NullMarked
package io.oncestream.launcher.services;

import org.jspecify.annotations.NullMarked;
