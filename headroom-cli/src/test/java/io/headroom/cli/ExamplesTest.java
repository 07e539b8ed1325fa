package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests that the example plugins bring along: above all the contract tests, against the API as it is now. */
@Tag("PV-803")
class ExamplesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "compressor-plugin, org.example.repeats.RepeatsCompressorTest, 10",
        "provider-opencode, org.example.opencode.OpenCodeAdapterTest, 10"
    })
    @DisplayName("PV-803: an example plugin passes the contract test that it shows")
    void passesItsTest(String project, String test, long least) throws IOException, ClassNotFoundException {
        compile(Distribution.target()
                .resolve("../../docs/examples")
                .resolve(project)
                .normalize());

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            TestExecutionSummary summary = run(Class.forName(test, true, loader));

            StringWriter failures = new StringWriter();
            summary.printFailuresTo(new PrintWriter(failures), 5);
            assertEquals(0, summary.getTotalFailureCount(), failures::toString);
            assertTrue(summary.getTestsSucceededCount() >= least, () -> summary.getTestsSucceededCount() + " tests");
        }
    }

    private static TestExecutionSummary run(Class<?> test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(test))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private void compile(Path project) throws IOException {
        // The examples are modules, but their tests are run without.
        String path =
                System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "");
        List<String> arguments =
                new ArrayList<>(List.of("--release", "17", "-proc:none", "-cp", path, "-d", folder.toString()));
        try (Stream<Path> sources = Files.walk(project.resolve("src"))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .forEach(file -> arguments.add(file.toString()));
        }
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertEquals(0, status, messages::toString);
    }
}
