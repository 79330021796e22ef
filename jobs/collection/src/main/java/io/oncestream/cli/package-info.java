/** The command line that all jobs share: groups of options, their types, and how errors read. */
@NullMarked
package io.oncestream.cli;

import org.jspecify.annotations.NullMarked;
