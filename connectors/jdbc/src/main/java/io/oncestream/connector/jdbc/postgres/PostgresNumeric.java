package io.oncestream.connector.jdbc.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The binary form of {@code numeric}, as the server's numeric_recv reads it: 16 bits each for the
 * number of digits, the weight of the first one, the sign and the decimal digits behind the point,
 * and then the digits, which are to the base of 10,000 and stand on both sides of the point.
 */
final class PostgresNumeric {
    private static final int DECIMALS_A_DIGIT = 4;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final short POSITIVE = 0;
    private static final short NEGATIVE = 0x4000;

    private PostgresNumeric() {}

    static byte[] encode(BigDecimal value) {
        int behindPoint = (value.scale() + DECIMALS_A_DIGIT - 1) / DECIMALS_A_DIGIT;
        BigInteger rest = value.setScale(behindPoint * DECIMALS_A_DIGIT).unscaledValue().abs();
        Deque<Short> digits = new ArrayDeque<>();
        for (; rest.signum() > 0; rest = rest.divide(BASE)) {
            digits.push(rest.mod(BASE).shortValueExact());
        }
        ByteBuffer numeric = ByteBuffer.allocate(Short.BYTES * (4 + digits.size()));
        numeric.putShort((short) digits.size());
        numeric.putShort((short) (digits.size() - behindPoint - 1));
        numeric.putShort(value.signum() < 0 ? NEGATIVE : POSITIVE);
        numeric.putShort((short) value.scale());
        digits.forEach(numeric::putShort);
        return numeric.array();
    }
}
