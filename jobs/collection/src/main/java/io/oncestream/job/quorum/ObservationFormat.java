package io.oncestream.job.quorum;

import io.oncestream.connector.format.BadFieldException;
import io.oncestream.connector.format.Fields;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.format.WantedColumn;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Which columns hold what of an observation: their names are those of its components. */
final class ObservationFormat implements RecordMapper<Observation> {

    private static final long serialVersionUID = 1L;
    private static final int NAME_LENGTH_MAX = 200;
    private static final int SIGNATURE_BYTES = 64;
    private static final int SIGNATURE_LENGTH = 88;

    @Override
    public List<WantedColumn> columns() {
        return Stream.of("feed", "instrument", "round", "value", "signature")
                .map(name -> new WantedColumn(name, name))
                .toList();
    }

    @Override
    public Observation map(Fields fields) throws BadFieldException {
        return new Observation(
                fields.text(0, NAME_LENGTH_MAX),
                fields.text(1, NAME_LENGTH_MAX),
                round(fields.integer(2)),
                value(fields.decimal(3)),
                signature(fields.text(4, SIGNATURE_LENGTH)));
    }

    private static long round(long round) throws BadFieldException {
        if (round < 0) {
            throw new BadFieldException("round " + round + " is below 0");
        }
        return round;
    }

    private static BigDecimal value(BigDecimal value) throws BadFieldException {
        if (SignedText.plain(value).length() > SignedText.VALUE_LENGTH_MAX) {
            throw new BadFieldException(
                    "value has more than %d characters".formatted(SignedText.VALUE_LENGTH_MAX));
        }
        return value.stripTrailingZeros();
    }

    /** One signature is one text. */
    private static String signature(String text) throws BadFieldException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == SIGNATURE_BYTES) {
                return Base64.getEncoder().encodeToString(bytes);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new BadFieldException(
                "signature is not %d bytes in Base64".formatted(SIGNATURE_BYTES));
    }

    @Override
    public TypeInformation<Observation> type() {
        return TypeInformation.of(Observation.class);
    }
}
