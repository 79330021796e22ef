package io.oncestream.function.window;

/** Adds up the records of a key and slice, one object for all of them. */
public interface Accumulator<T, A> {

    void add(T record);

    /** What they add up to; the last call. */
    A result();
}
