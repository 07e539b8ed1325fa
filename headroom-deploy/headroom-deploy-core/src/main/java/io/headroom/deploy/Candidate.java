package io.headroom.deploy;

import io.headroom.api.host.Account;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.ServiceState.Status;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.identity.Proving;
import io.headroom.deploy.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A proxy with new settings on a free port, started to see whether they work before the running one is touched (D-207). */
final class Candidate {
    private final Parts parts;
    private final Draft draft;

    Candidate(Parts parts, Draft draft) {
        this.parts = parts;
        this.draft = draft;
    }

    /** Starts it, waits for its proof, and ends it. */
    void tryOut() throws DeployException, IOException {
        Host host = parts.host();
        int port = new PortCheck(host).anyFree();
        ProxyArguments arguments = new ProxyArguments(draft.profile(), draft.env(), host);
        List<String> command = new ArrayList<>(asAccount());
        command.addAll(List.of(draft.launcher().program().toString(), "proxy"));
        command.addAll(arguments.words(port));
        try (Parts.Trial trial = parts.proxy().start(command, environment(arguments))) {
            Proving.Proof proof = new Proving(parts.probe(), parts.nanos(), host::pause)
                    .await(
                            new Proving.Wanted(
                                    draft.profile().name(),
                                    port,
                                    Optional.empty(),
                                    draft.request().timeout()),
                            () -> state(trial));
            if (!proof.ready()) {
                throw new DeployException(
                        Kind.FAILED,
                        "A proxy with the new settings does not start, so the running one was left alone: "
                                + Work.sentence(trial.said().isBlank() ? proof.state() : trial.said()));
            }
        }
    }

    /** What root starts runs as the account of the service, so that no file of its workspace becomes root's. */
    private List<String> asAccount() {
        Account account = parts.host().account();
        String runAs = draft.profile().manifest().text("run_as");
        boolean other = draft.request().scope() == Scope.SYSTEM
                && account.privilege() == Account.Privilege.ADMINISTRATOR
                && !runAs.equals(account.name());
        return switch (parts.host().operatingSystem()) {
            case LINUX -> other ? List.of("runuser", "-u", runAs, "--") : List.of();
            case MACOS -> other ? List.of("sudo", "-E", "-u", runAs, "--") : List.of();
            case WINDOWS -> List.of();
        };
    }

    private Map<String, String> environment(ProxyArguments arguments) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : List.of("PATH", "HOME", "SystemRoot", "TEMP", "TMPDIR")) {
            parts.host().variable(name).ifPresent(value -> environment.put(name, value));
        }
        JsonValue.Object base = draft.profile().manifest().fields().object("base_env");
        base.members().keySet().forEach(name -> base.text(name).ifPresent(value -> environment.put(name, value)));
        environment.put("JAVA_HOME", draft.launcher().java().toString());
        environment.putAll(arguments.environment());
        return environment;
    }

    private static ServiceState state(Parts.Trial trial) {
        return new ServiceState(
                trial.running() ? Status.RUNNING : Status.FAILED,
                OptionalLong.empty(),
                OptionalInt.empty(),
                trial.said());
    }
}
