/** Workers that lock, and a table that they change under the fence. */
@NullMarked
package io.oncestream.launcher.demo.locks;

import org.jspecify.annotations.NullMarked;
