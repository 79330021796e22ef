package io.oncestream.job.transfers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * In which of several databases something of a ledger lives, for good: other software finds an
 * account by the same rule. It is the CRC-32C (Castagnoli, as in iSCSI, RFC 3720) of the length of
 * the ledger's name, in bytes of UTF-8 and as four bytes with the highest first, of these bytes,
 * and of the bytes of the other name; that as an unsigned number modulo the number of databases.
 */
final class HashPlacement {

    private HashPlacement() {}

    /**
     * The index of the database, from 0 on.
     *
     * @param name of an account, or the id of a command
     */
    static int of(String ledger, String name, int databases) {
        byte[] bytes = ledger.getBytes(UTF_8);
        CRC32C hash = new CRC32C();
        // With the length in front: "a" of ledger "bc" is not where "ca" of "b" is.
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        hash.update(bytes);
        hash.update(name.getBytes(UTF_8));
        return (int) (hash.getValue() % databases);
    }
}
