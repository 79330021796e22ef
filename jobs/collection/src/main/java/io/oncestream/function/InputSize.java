package io.oncestream.function;

import java.io.Serializable;

/**
 * How much a source has to read.
 *
 * @param bytes -1 where this is not known
 * @param rows -1 where this is not known
 */
public record InputSize(long bytes, long rows) implements Serializable {

    public static final InputSize UNKNOWN = new InputSize(-1, -1);
}
