package io.oncestream.bench.chaos;


/** The result is wrong, which is what a run is there to find. */
final class Disagreement extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Disagreement(String message) {
        super(message);
    }
}
