package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Table;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.Status;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headroom install list}: every profile of the workspace. */
@Command(
        name = "list",
        description = "Lists all profiles, damaged ones and those of the Python Headroom too.",
        footer = {"", "Example:", "  headroom install list"})
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Output output = new Output();

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = new Report(console, output, "list", "");
        return report.show(() -> {
            try (LocalParts local = LocalParts.of(console, report.progress())) {
                List<Listed> all = local.deployments().list();
                if (output.json()) {
                    report.print(json(report.head().without("profile"), all));
                } else if (!output.quiet()) {
                    print(all);
                }
                return ExitCode.OK.status();
            }
        });
    }

    private void print(List<Listed> all) {
        if (all.isEmpty()) {
            console.out().println("No profile is installed. 'headroom install apply' installs one.");
            return;
        }
        Table table = new Table("PROFILE", "PRESET", "RUNTIME", "PORT", "STATUS", "WIRING");
        for (Listed one : all) {
            table.row(one.profile(), text(one, "preset"), runtime(one), port(one), status(one), wiring(one));
        }
        table.lines(console.style()).forEach(console.out()::println);
    }

    private static JsonValue.Object json(JsonValue.Object head, List<Listed> all) {
        List<JsonValue> profiles = new ArrayList<>();
        for (Listed one : all) {
            profiles.add(JsonValue.EMPTY
                    .with("profile", JsonValue.of(one.profile()))
                    .with("preset", JsonValue.of(text(one, "preset")))
                    .with("runtime", JsonValue.of(runtime(one)))
                    .with(
                            "port",
                            JsonValue.of(one.manifest().map(Manifest::port).orElse(0)))
                    .with("status", JsonValue.of(status(one)))
                    .with("wiring", JsonValue.of(wiring(one))));
        }
        return head.with("profiles", new JsonValue.Array(profiles))
                .with("exit_code", JsonValue.of(ExitCode.OK.status()));
    }

    private static String text(Listed one, String field) {
        return one.manifest().map(manifest -> manifest.text(field)).orElse("-");
    }

    private static String runtime(Listed one) {
        return one.manifest().map(Manifest::runtime).orElse("-");
    }

    private static String port(Listed one) {
        return one.manifest().map(Manifest::port).map(String::valueOf).orElse("-");
    }

    private static String status(Listed one) {
        return one.status().map(status -> status.condition().key()).orElse(one.trouble());
    }

    private static String wiring(Listed one) {
        return one.status().map(Status::wiring).map(Status.WiringState::words).orElse("-");
    }
}
