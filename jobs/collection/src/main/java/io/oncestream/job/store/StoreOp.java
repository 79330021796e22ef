package io.oncestream.job.store;

/** What can be asked of a key. */
enum StoreOp {
    GET,
    PUT,
    DELETE
}
