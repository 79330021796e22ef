package io.oncestream.launcher.demo.quorum;

import io.oncestream.launcher.certificates.ValueRow;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import java.util.List;

/**
 * All that the job has written.
 *
 * @param rejected the records that it has set aside
 * @param malformed rows that cannot be understood, a line each
 */
record Published(
        List<ValueRow> values,
        List<Certificate> certificates,
        List<Evidence> evidence,
        List<String> rejected,
        List<String> malformed) {}
