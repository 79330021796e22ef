package io.oncestream.connector.credential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's address as errors and logs show it: without what stands before its last {@code @},
 * which may be a password, or a part of one, wherever a slip of the pen has put it.
 */
public final class ShownAddress {

    private static final Pattern SCHEME = Pattern.compile("(?:[a-z][a-z0-9+.-]*:)+//");
    private static final String LEFT_OUT = "...";

    private ShownAddress() {}

    /**
     * {@code kafka://...@HOST} of {@code kafka://SOMETHING@HOST}; what has no {@code @} as it is.
     */
    public static String of(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return address;
        }
        Matcher scheme = SCHEME.matcher(address);
        String begin = scheme.lookingAt() ? scheme.group() : "";
        return begin + LEFT_OUT + address.substring(at);
    }
}
