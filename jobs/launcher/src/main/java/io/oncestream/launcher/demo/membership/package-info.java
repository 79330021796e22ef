/** Agents that crash, pause, leave and are split, and whether the job finds all of it. */
@NullMarked
package io.oncestream.launcher.demo.membership;

import org.jspecify.annotations.NullMarked;
