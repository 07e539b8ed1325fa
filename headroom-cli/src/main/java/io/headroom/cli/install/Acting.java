package io.headroom.cli.install;

import io.headroom.api.provider.Scope;
import io.headroom.cli.console.Console;
import io.headroom.deploy.ApplyRequest;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.host.LocalHost;
import io.headroom.deploy.host.ServiceAccount;
import io.headroom.deploy.host.ServiceAccounts;
import io.headroom.deploy.profile.ProfileName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment of an account that root works for: its home and its workspace count, and not root's (D-504, PV-203). */
final class Acting {
    private static final List<String> ROOTS_OWN =
            List.of("CLAUDE_CONFIG_DIR", "CODEX_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "ZDOTDIR");

    private final Console console;
    private final ServiceAccounts accounts;

    Acting(Console console) {
        this.console = console;
        Path home = Path.of(console.environment().getOrDefault("HOME", System.getProperty("user.home")))
                .toAbsolutePath();
        this.accounts = new ServiceAccounts(LocalHost.of(console.environment(), home, home));
    }

    /**
     * An apply and for whom it is done.
     *
     * @param console with the account's environment
     * @param request with the account's name
     */
    record Apply(Console console, ApplyRequest request) {}

    Apply apply(ApplyRequest request) throws DeployException {
        if (request.scope() != Scope.SYSTEM) {
            return new Apply(console, request);
        }
        Optional<ServiceAccount> account = accounts.forMachine(request.runAs());
        return account.isEmpty()
                ? new Apply(console, request)
                : new Apply(as(account.get()), request.runningAs(account.get().name()));
    }

    Console on(ProfileName profile) {
        return accounts.of(profile).map(this::as).orElse(console);
    }

    private Console as(ServiceAccount account) {
        Map<String, String> environment = new LinkedHashMap<>(console.environment());
        if (!account.name().equals(environment.get("SUDO_USER"))) {
            environment.keySet().removeAll(ROOTS_OWN);
        }
        environment.put("HOME", account.home().toString());
        return new Console(console.in(), console.out(), console.err(), environment, console.terminal());
    }
}
