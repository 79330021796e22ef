package io.oncestream.function.quorum;

import io.oncestream.state.quorum.Observation;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a feed signs: five fields, each behind its length in bytes, a big-endian number of 32 bits.
 * They are the {@link #DOMAIN}, the SHA-256 of the file of feeds, the instrument, the round in
 * decimal digits, and the value ({@link #plain}), texts in UTF-8.
 *
 * <p>So a signature is of one value alone, in one round of one instrument, under one set of rules:
 * nobody can use it again for something else.
 */
public final class SignedText {

    /** What no other protocol signs. */
    public static final String DOMAIN = "oncestream quorum 1";

    /** Of a value in plain notation. */
    public static final int VALUE_LENGTH_MAX = 64;

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final byte[] beginning;

    /** Of values under these rules. */
    public SignedText(Feeds feeds) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        append(out, DOMAIN.getBytes(StandardCharsets.UTF_8));
        append(out, HexFormat.of().parseHex(feeds.digest()));
        this.beginning = out.toByteArray();
    }

    /** What is signed for an observation, whoever signs it. */
    public byte[] of(Observation observation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(beginning.length + 128);
        out.writeBytes(beginning);
        append(out, observation.instrument().getBytes(StandardCharsets.UTF_8));
        append(out, Long.toString(observation.round()).getBytes(StandardCharsets.UTF_8));
        append(out, plain(observation.value()).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** Without exponent and trailing zeros: numbers that are equal are one text. */
    public static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /**
     * Reads what {@link #plain} writes. An exponent is refused: a few characters could stand for
     * more digits than there is memory.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static BigDecimal value(String text) {
        if (text.length() > VALUE_LENGTH_MAX || !PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the value is no decimal number of at most %d characters"
                            .formatted(VALUE_LENGTH_MAX));
        }
        return new BigDecimal(text);
    }

    private static void append(ByteArrayOutputStream out, byte[] field) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        out.writeBytes(field);
    }
}
