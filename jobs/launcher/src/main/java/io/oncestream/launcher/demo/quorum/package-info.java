/** Four feeds that sign, one of which lies, and what every certificate must show. */
@NullMarked
package io.oncestream.launcher.demo.quorum;

import org.jspecify.annotations.NullMarked;
