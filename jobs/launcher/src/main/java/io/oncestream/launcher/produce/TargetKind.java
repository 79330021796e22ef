package io.oncestream.launcher.produce;

import java.io.IOException;

/** One way out: where the messages go that are produced to the URIs of one scheme. */
interface TargetKind {

    /** How its URIs begin, with the colon. */
    String scheme();

    /** How its URIs are written, with all parameters: for the help text and for errors. */
    String form();

    /** What happens there, for the help text. */
    String description();

    /**
     * Connects, and creates what is missing.
     *
     * @throws IllegalArgumentException when the URI is wrong, in one line without a password
     * @throws io.oncestream.launcher.failure.FailureException when the server cannot be used, in
     *     one line that says why
     */
    MessageTarget open(String uri) throws IOException, InterruptedException;
}
