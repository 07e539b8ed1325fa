package io.headroom.deploy;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Wiring.FoundBaseUrl;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Planner;
import io.headroom.deploy.change.Step;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks after the wiring whether it has its effect (D-201): whether what was written is there, and whether tools would come to the proxy. */
final class ReadBack {
    private final Host host;
    private final Draft draft;

    ReadBack(Host host, Draft draft) {
        this.host = host;
        this.draft = draft;
    }

    /** What is not there any more, if something is not. */
    Optional<String> lost(Planner planner, List<MadeChange> made) {
        List<MadeChange> wiring = made.stream()
                .filter(change -> change.change().info().phase() == Phase.WIRING)
                .toList();
        Plan plan = planner.plan(wiring.stream().map(MadeChange::change).toList(), wiring);
        return plan.steps().stream()
                .filter(step -> step.action() != Step.Action.KEEP)
                .map(step -> step.surface().name())
                .findFirst()
                .map(place ->
                        place + " does not have what was just written to it; another program changed it. Close that"
                                + " program and try again");
    }

    /** A tool that goes elsewhere, if one does. Adapters that tell nothing are believed to be right. */
    Optional<String> astray(Map<String, List<FoundBaseUrl>> found) {
        for (Map.Entry<String, List<FoundBaseUrl>> tool : found.entrySet()) {
            Set<String> judged = new LinkedHashSet<>();
            for (FoundBaseUrl url : tool.getValue()) {
                // The first of an upstream is the strongest. The environment of this process is not that of the tool's.
                if (isOfAFile(url) && judged.add(url.upstream()) && !isOurs(url)) {
                    return Optional.of(tool.getKey() + " would not come to the proxy: " + url.place() + " names "
                            + BaseUrl.masked(url.url())
                            + ", which is stronger than what was wired. Take it out there, or"
                            + " leave " + tool.getKey() + " out with --providers manual");
                }
            }
        }
        return Optional.empty();
    }

    /** A project's own files count in that project alone, which its adapter says. */
    private boolean isOfAFile(FoundBaseUrl url) {
        Path project = host.workingDirectory();
        boolean ofTheProject = !project.equals(host.home())
                && url.place().startsWith(project + project.getFileSystem().getSeparator());
        return host.variable(url.place()).isEmpty() && !ofTheProject;
    }

    private boolean isOurs(FoundBaseUrl url) {
        return BaseUrl.of(url.url())
                .filter(base ->
                        base.isLoopback() && base.port() == draft.request().port())
                .isPresent();
    }
}
