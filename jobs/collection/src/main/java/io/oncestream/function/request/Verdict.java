package io.oncestream.function.request;

/**
 * What becomes of a command.
 *
 * @param reason why it is refused, in one sentence for a person; else empty
 */
record Verdict(Kind kind, String reason) {

    enum Kind {
        /** It is done. */
        NEW,
        /** It was done, and its answer is there or will be. */
        REPEAT,
        /** It is neither done nor answered. */
        REFUSED
    }

    static final Verdict NEW = new Verdict(Kind.NEW, "");
    static final Verdict REPEAT = new Verdict(Kind.REPEAT, "");

    static Verdict refused(String reason) {
        return new Verdict(Kind.REFUSED, reason);
    }
}
