package org.kamsuite.bench;

/// One measurement, or some that belong together.
interface Benchmark {

    String name();

    /// What is measured against what, in one line.
    String about();

    /// Measures and reports the figures through [Run#found].
    void measure(Run run) throws Exception;
}
