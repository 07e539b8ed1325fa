package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Outcome;
import io.headroom.deploy.profile.ProfileName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that does one thing to one profile. */
abstract class ProfileCommand implements Callable<Integer> {
    private final Console console;
    private final String verb;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Output output = new Output();

    @Option(names = "--dry-run", description = "Show what would be changed, and change nothing.")
    private boolean dryRun;

    ProfileCommand(Console console, String verb) {
        this.console = console;
        this.verb = verb;
    }

    /** Does it. */
    abstract Outcome act(Deployments deployments, ProfileName name) throws DeployException;

    /** Says what would be done, without a word about whether it would work. */
    List<String> plan(Deployments deployments, ProfileName name) throws DeployException {
        return List.of("Would " + verb + " profile '" + deployments.status(name).profile() + "'.");
    }

    @Override
    public final Integer call() {
        Report report = new Report(console, output, verb, target.text());
        return report.show(() -> {
            ProfileName name = target.name();
            try (LocalParts local = LocalParts.of(new Acting(console).on(name, verb), report.progress())) {
                Deployments deployments = local.deployments();
                return report.done(
                        dryRun
                                ? Outcome.of(
                                        name.text(),
                                        "planned",
                                        "",
                                        plan(deployments, name).toArray(String[]::new))
                                : act(deployments, name));
            }
        });
    }
}
