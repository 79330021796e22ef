/** Where things are on this machine, and the folders that this process keeps in order. */
@NullMarked
package io.oncestream.launcher.home;

import org.jspecify.annotations.NullMarked;
