package io.oncestream.launcher;

/**
 * Wrong usage: its message is the one line that the user reads. Exit code 2; nothing was started.
 */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
