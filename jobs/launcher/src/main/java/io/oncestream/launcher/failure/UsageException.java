package io.oncestream.launcher.failure;

/**
 * Wrong usage: its message is the one line that the user reads. Exit code 2; nothing was started.
 */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }
}
