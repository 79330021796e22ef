package io.oncestream.launcher.failure;

import org.jspecify.annotations.Nullable;

/** What went wrong, where, and what to do about it, in one line for the user. Exit code 1. */
public final class FailureException extends RuntimeException {

    public FailureException(String message) {
        super(message);
    }

    public FailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
