package io.headroom.deploy.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.provider.Scope;
import io.headroom.deploy.shell.EnvironmentWish.Precedence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd makes of our file. */
class EnvironmentDirectoryIT {
    private static final String GENERATOR = "systemd/user-environment-generators/30-systemd-environment-d-generator";

    @TempDir
    Path home;

    @Test
    @DisplayName("PV-504: any text comes back from the generator of environment.d(5)")
    void bringsAnyTextBack() throws Exception {
        Path generator = Stream.of("/usr/lib", "/lib")
                .map(folder -> Path.of(folder).resolve(GENERATOR))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (generator == null) {
            System.out.println("skipped: systemd's generator of environment.d is not installed");
        }
        Assumptions.assumeTrue(generator != null, "no generator of environment.d");
        Map<String, String> values = new LinkedHashMap<>();
        for (String value : List.of(
                "http://127.0.0.1:8787",
                "$HOME",
                "${HOME}",
                "$(x) `x`",
                "a\\b \\$ \\\\",
                "\"q\" 'q'",
                "50% #x",
                "a$",
                "$$",
                " b ",
                "\u00E4\u20AC")) {
            values.put("V" + values.size(), value);
        }
        EnvironmentWish wish = new EnvironmentWish("p", Scope.USER, home.resolve("wired"), values, Precedence.USER);
        Path folder = Files.createDirectories(home.resolve(".config/environment.d"));
        Files.write(folder.resolve("60-headroom-p.conf"), ShellLanguage.ENVIRONMENT_D.lines(wish));

        ProcessBuilder builder = new ProcessBuilder(
                "/bin/sh",
                "-c",
                "eval \"$(" + generator + ")\"; for n in $N; do eval \"printf '%s\\\\0' \\\"\\$$n\\\"\"; done");
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "PATH",
                        "/usr/bin:/bin",
                        "LC_ALL",
                        "C.UTF-8",
                        "N",
                        String.join(" ", values.keySet())));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(List.copyOf(values.values()), List.of(output.split("\0")));
    }
}
