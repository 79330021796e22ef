/** What one subtask has added up before a shuffle: it travels, and is in no state. */
@NullMarked
package io.oncestream.state.partial;

import org.jspecify.annotations.NullMarked;
