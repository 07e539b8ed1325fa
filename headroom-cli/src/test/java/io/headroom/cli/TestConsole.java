package io.headroom.cli;

import io.headroom.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs commands in this JVM with streams and an environment of their own. */
final class TestConsole {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private byte[] input = new byte[0];
    private boolean terminal;

    TestConsole(Path workspace) {
        environment.put("HEADROOM_WORKSPACE_DIR", workspace.toString());
    }

    TestConsole with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    TestConsole input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    TestConsole input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    TestConsole onTerminal() {
        terminal = true;
        return this;
    }

    /** Runs a command line and gives its exit code. */
    int run(String... args) {
        out.reset();
        err.reset();
        PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        int status = CommandTree.run(
                new Console(new ByteArrayInputStream(input), stdout, stderr, environment, terminal), args);
        stdout.flush();
        return status;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
