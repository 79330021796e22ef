/** What clients ask of a job, and what a job remembers of it. */
@NullMarked
package io.oncestream.state.command;

import org.jspecify.annotations.NullMarked;
