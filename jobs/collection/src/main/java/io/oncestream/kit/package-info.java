/** What every job is made with: its description, its tables, and the list of all jobs. */
@NullMarked
package io.oncestream.kit;

import org.jspecify.annotations.NullMarked;
