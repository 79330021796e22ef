package io.oncestream.cli.source;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import io.oncestream.state.reading.Decoded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * What the options say about any source.
 *
 * @param records of what its records are made
 * @param format how they are written
 * @param password of the server that is read from
 * @param outOfOrder how much earlier than one before it a record may be without being late; null:
 *     it was not given
 * @param idleAfter how long a part of the source may be silent before event time goes on without it
 * @param clientProperties a file with settings of the client that reads the source; null: none
 * @param spool the folder of the spools of sources that cannot be replayed; null: none is given
 */
record SourceSettings<T>(
        RecordOptions<T> records,
        FormatOptions format,
        PasswordReference password,
        @Nullable Duration outOfOrder,
        Duration idleAfter,
        @Nullable String clientProperties,
        @Nullable Path spool) {

    RecordFormats<T> files() {
        return format.files(records.mapper());
    }

    MessageDecoder<T> messages() {
        return format.messages(records.mapper(), records.commands().isPresent());
    }

    Path spools() {
        return Objects.requireNonNull(spool);
    }

    boolean inOrder() {
        return records.inOrder();
    }

    /** See {@link Input#inAnyOrder}; where order matters, by one subtask. */
    Input<T> inAnyOrder(Source<Decoded<T>, ?, ?> source, TypeInformation<T> type, InputSize size) {
        Input<T> input =
                inOrder() && !records.inOrderOfKeys()
                        ? inOrder(source, type, size)
                        : Input.inAnyOrder(source, type, records.time(), size);
        return inOrder() ? input.withParallelismMax(1) : input;
    }

    /** See {@link Input#inOrder}. */
    Input<T> inOrder(Source<Decoded<T>, ?, ?> source, TypeInformation<T> type, InputSize size) {
        return Input.inOrder(source, type, records.time(), outOfOrderOr0(), size);
    }

    /**
     * See {@link Input#live}. Where order matters, event time would wait for ever for subtasks that
     * have nothing to read: a source of several parts says how many can be of use.
     */
    Input<T> live(Source<Decoded<T>, ?, ?> source, MessageDecoder<T> decoder) {
        boolean ordered = inOrder();
        Input<T> input =
                Input.live(
                        source,
                        decoder.type(),
                        records.time(),
                        outOfOrderOr0(),
                        ordered ? null : idleAfter);
        return ordered ? input.withParallelismMax(1) : input;
    }

    private Duration outOfOrderOr0() {
        return outOfOrder == null ? Duration.ZERO : outOfOrder;
    }
}
