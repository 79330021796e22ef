package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.util.function.Supplier;

/** Why a field cannot be used. It has no stack trace: a file may hold millions of them. */
public final class BadFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        BAD,
        UNCLEAR_TIME,
        MISSING
    }

    private final Kind kind;

    /**
     * @param message one sentence for a person: what is wrong with which field
     */
    public BadFieldException(String message) {
        this(message, Kind.BAD);
    }

    private BadFieldException(String message, Kind kind) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** A number of which nobody has said what time it is. */
    static BadFieldException ofUnclearTime(String message) {
        return new BadFieldException(message, Kind.UNCLEAR_TIME);
    }

    /** A field holds what the user says means none. */
    static BadFieldException ofMissing(String message) {
        return new BadFieldException(message, Kind.MISSING);
    }

    boolean isUnclearTime() {
        return kind == Kind.UNCLEAR_TIME;
    }

    boolean isMissing() {
        return kind == Kind.MISSING;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** What the record with this field becomes. */
    <T> Decoded<T> decoded(String source, long position, Supplier<String> text, long bytes) {
        return isMissing()
                ? Decoded.skipped(bytes)
                : Decoded.rejected(
                        new RejectedRecord(source, position, text.get(), reason()), bytes);
    }
}
