package io.oncestream.launcher;

import org.jspecify.annotations.Nullable;

/** What went wrong, where, and what to do about it, in one line for the user. Exit code 1. */
final class FailureException extends RuntimeException {

    FailureException(String message) {
        super(message);
    }

    FailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
