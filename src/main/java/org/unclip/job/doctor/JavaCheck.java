package org.unclip.job.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * The virtual machine, and the options that {@code jobs/unclip} gives it.
 *
 * @param version of Java's specification
 * @param hasVectors whether the module of the Vector API was added
 */
record JavaCheck(int version, boolean hasVectors) implements Check {
    private static final int OLDEST = 17;
    private static final int NEWEST = 23; // Java 24 removed what Hadoop 3.3 calls to find out who the user is
    private static final String VECTORS = "jdk.incubator.vector";

    static JavaCheck ofThisProcess() {
        return new JavaCheck(
                Runtime.version().feature(),
                ModuleLayer.boot().findModule(VECTORS).isPresent());
    }

    @Override
    public String name() {
        return "Java";
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                version < OLDEST || version > NEWEST
                        ? Finding.fail(
                                name(),
                                "version " + version,
                                "Install Java %d (up to %d) and set JAVA_HOME to it.".formatted(OLDEST, NEWEST))
                        : Finding.ok(
                                name(),
                                "version %s, %s".formatted(Runtime.version(), System.getProperty("java.home"))));
        if (!hasVectors) {
            findings.add(Finding.fail(
                    name(),
                    "the module " + VECTORS + " is missing",
                    "Start with jobs/unclip, or with @conf/jvm.options."));
        }
        return findings;
    }
}
