package io.headroom.compress.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** A Java process of its own, with the class path of the tests, to be killed. */
final class TestJvm {
    private TestJvm() {}

    static Process start(Class<?> main, String argument) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("jdk.module.path", "")
                + File.pathSeparator
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath()
                + File.pathSeparator
                + Path.of("target", "classes").toAbsolutePath();
        return new ProcessBuilder(java, "-cp", classPath, main.getName(), argument)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
