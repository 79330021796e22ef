/** Whether what clients saw of a job could have been one object that does one thing at a time. */
@NullMarked
package io.oncestream.check;

import org.jspecify.annotations.NullMarked;
