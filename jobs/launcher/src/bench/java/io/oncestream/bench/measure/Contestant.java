package io.oncestream.bench.measure;

/** One of the compared systems. */
@FunctionalInterface
public interface Contestant {

    /** Makes a case's input and starts the engine; the clock does not run yet. */
    Work prepare(Case one) throws Exception;
}
