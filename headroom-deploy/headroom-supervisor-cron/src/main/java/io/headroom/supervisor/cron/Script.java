package io.headroom.supervisor.cron;

import io.headroom.api.host.CommandLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shell scripts of this plugin, which say themselves what they do. */
enum Script {
    /** Edits an account's crontab. */
    CRONTAB("crontab.sh", Duration.ofSeconds(10)),
    /** Starts and stops the process; it stops within 40 seconds. */
    RUNNER("runner.sh", Duration.ofSeconds(60));

    private final String text;
    private final Duration limit;

    Script(String name, Duration limit) {
        try (InputStream stream = Script.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("this jar lacks " + name);
            }
            this.text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.limit = limit;
    }

    CommandLine with(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", text, "sh"));
        all.addAll(arguments);
        return new CommandLine(all, Map.of(), "", limit);
    }

    /** Run by root for another account. */
    CommandLine with(List<String> arguments, String account) {
        String command = String.join(
                " ", with(arguments).arguments().stream().map(CronLines::quoted).toList());
        return new CommandLine(List.of("su", "-s", "/bin/sh", account, "-c", "exec " + command), Map.of(), "", limit);
    }
}
