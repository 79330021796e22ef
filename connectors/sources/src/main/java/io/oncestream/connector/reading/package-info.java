/** The records that most jobs here are about: what they are read from, and generated ones. */
@NullMarked
package io.oncestream.connector.reading;

import org.jspecify.annotations.NullMarked;
