package io.headroom.cli.install;

import io.headroom.api.provider.Scope;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Table;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headroom install list}: every profile of the workspace and of the machine, and for root of the account behind {@code sudo}. */
@Command(
        name = "list",
        description = {
            "Lists all profiles, damaged ones and those of the Python Headroom too, and those of the whole machine.",
            "With sudo, those of the account that called it too."
        },
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
            List<ListedRow> all = rows(new Acting(console), report);
            if (output.json()) {
                report.print(report.head()
                        .without("profile")
                        .with(
                                "profiles",
                                new JsonValue.Array(
                                        all.stream().map(ListedRow::json).toList()))
                        .with("exit_code", JsonValue.of(ExitCode.OK.status())));
            } else if (!output.quiet()) {
                print(all);
            }
            return ExitCode.OK.status();
        });
    }

    private static List<ListedRow> rows(Acting acting, Report report) throws DeployException {
        List<ListedRow> rows = new ArrayList<>();
        Set<String> seenOfMachine = new HashSet<>();
        for (Acting.Place place : acting.places()) {
            try (LocalParts local = LocalParts.of(place.console(), report.progress())) {
                for (Listed one : local.deployments().list()) {
                    if (place.only().isEmpty() || place.only().get().text().equals(one.profile())) {
                        rows.add(ListedRow.of(one, place));
                        one.manifest()
                                .filter(manifest -> manifest.scope() == Scope.SYSTEM)
                                .ifPresent(manifest -> seenOfMachine.add(one.profile()));
                    }
                }
            }
        }
        acting.ofMachine().stream()
                .filter(one -> !seenOfMachine.contains(one.name().text()))
                .map(ListedRow::of)
                .forEach(rows::add);
        return rows;
    }

    private void print(List<ListedRow> all) {
        if (all.isEmpty()) {
            console.out().println("No profile is installed. 'headroom install apply' installs one.");
            return;
        }
        List<String> headings = new ArrayList<>(List.of("PROFILE", "PRESET", "RUNTIME", "PORT", "STATUS", "WIRING"));
        boolean elsewhere = all.stream().anyMatch(row -> !row.isOwn());
        if (elsewhere) {
            headings.add("WHERE");
        }
        Table table = new Table(headings.toArray(String[]::new));
        for (ListedRow row : all) {
            List<String> cells = new ArrayList<>(row.cells());
            if (elsewhere) {
                cells.add(row.where());
            }
            table.row(cells.toArray());
        }
        table.lines(console.style()).forEach(console.out()::println);
    }
}
