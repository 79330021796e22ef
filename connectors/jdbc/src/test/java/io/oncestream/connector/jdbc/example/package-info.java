/** A program that uses the sink as a library, as README.md prints it. */
@NullMarked
package io.oncestream.connector.jdbc.example;

import org.jspecify.annotations.NullMarked;
