package io.headroom.api.kit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract kit on a sample, so that a test can tell which of the kit's tests fail. */
final class KitRun {
    private KitRun() {}

    /**
     * Runs all tests of a class.
     *
     * @return the names of the methods that failed, with the reason
     */
    static Map<String, String> failures(Class<?> kit) {
        return failures(selectClass(kit));
    }

    /**
     * Runs one test of a class.
     *
     * @return its name with the reason, if it failed
     */
    static Map<String, String> failures(Class<?> kit, String test) {
        return failures(selectMethod(kit, test));
    }

    private static Map<String, String> failures(DiscoverySelector tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        Failures failures = new Failures();
        LauncherFactory.create().execute(request, failures);
        if (failures.tests == 0) {
            throw new AssertionError("no such tests: " + tests);
        }
        return failures.byMethod;
    }

    private static final class Failures implements TestExecutionListener {
        private final Map<String, String> byMethod = new TreeMap<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            tests += test.isTest() ? 1 : 0;
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                String name = test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .orElse(test.getDisplayName());
                byMethod.put(name, String.valueOf(result.getThrowable().orElse(null)));
            }
        }
    }
}
