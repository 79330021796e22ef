package io.oncestream.connector.jdbc.paxos;

/** How values of registers are written: words, the first of which is the version of this form. */
final class RegisterText {

    private RegisterText() {}

    /** Refuses what a later version of this software may have written. */
    static String[] parts(String text, String format, int min) {
        String[] parts = text.split(" ", -1);
        if (!parts[0].equals(format) || parts.length < min) {
            throw new IllegalStateException(
                    "a register has the value '%s', which this version of oncestream cannot read"
                            .formatted(text));
        }
        return parts;
    }
}
