package io.oncestream.bench.locks;

import java.sql.SQLException;

/** One worker's connection to a database that locks; each call returns with the answer. */
interface LockSession {

    /**
     * Asks for a pair's resource.
     *
     * @return the token, greater than any before for that resource; 0: it is busy
     */
    long tryLock(int pair) throws SQLException;

    /**
     * Gives it back.
     *
     * @param token 0: it was not got, and is asked for all the same
     */
    void release(int pair, long token) throws SQLException;
}
