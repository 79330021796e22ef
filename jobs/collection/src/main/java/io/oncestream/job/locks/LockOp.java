package io.oncestream.job.locks;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/** What a command asks for. */
enum LockOp {
    /** The resource, at once or not at all. */
    TRY_LOCK("try_lock"),
    /** The resource, in its turn. */
    ACQUIRE("acquire"),
    /** A lease that begins anew. */
    RENEW("renew"),
    /** To give the resource back. */
    RELEASE("release");

    private final String word;

    LockOp(String word) {
        this.word = word;
    }

    /** As commands and answers write it. */
    String word() {
        return word;
    }

    /** Refuses an unknown word by an {@link IllegalArgumentException} that names the known ones. */
    static LockOp of(String word) {
        return Arrays.stream(values())
                .filter(op -> op.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(word)));
    }

    private static String unknown(String word) {
        return "op is %s: it must be %s"
                .formatted(word, Arrays.stream(values()).map(LockOp::word).collect(joining(", ")));
    }
}
