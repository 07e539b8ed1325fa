package io.headroom.cli.install;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.Workspace;
import io.headroom.deploy.ApplyRequest;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.host.LocalHost;
import io.headroom.deploy.host.MachineProfile;
import io.headroom.deploy.host.ServiceAccount;
import io.headroom.deploy.host.ServiceAccounts;
import io.headroom.deploy.profile.ProfileFolder;
import io.headroom.deploy.profile.ProfileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment of an account that root works for: its home and its workspace count, and not root's (D-504, PV-203). */
final class Acting {
    private static final List<String> ROOTS_OWN =
            List.of("CLAUDE_CONFIG_DIR", "CODEX_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "ZDOTDIR");

    private final Console console;
    private final Host host;
    private final ServiceAccounts accounts;

    Acting(Console console) {
        this.console = console;
        Path home = Path.of(console.environment().getOrDefault("HOME", System.getProperty("user.home")))
                .toAbsolutePath();
        this.host = LocalHost.of(console.environment(), home, home);
        this.accounts = new ServiceAccounts(host);
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
        Optional<ServiceAccount> account = accounts.forMachine(request.profile(), request.runAs());
        return account.isEmpty()
                ? new Apply(console, request)
                : new Apply(as(account.get()), request.runningAs(account.get().name()));
    }

    /**
     * Where a profile is.
     *
     * @param profile the profile
     * @param verb the command that is asked for
     * @return the environment of its account
     * @throws DeployException if this account must not work for that one
     */
    Console on(ProfileName profile, String verb) throws DeployException {
        Optional<ServiceAccount> account = accounts.of(profile);
        if (account.isPresent()) {
            return as(account.get());
        }
        if (has(console, profile)) {
            return console;
        }
        Optional<MachineProfile> machine =
                ofMachine().stream().filter(one -> one.name().equals(profile)).findFirst();
        if (machine.isPresent()) {
            throw new DeployException(
                    Kind.RIGHTS,
                    "Profile '" + profile + "' is one of the whole machine and runs as "
                            + machine.get().account() + ". Run: sudo headroom install " + verb
                            + (profile.equals(ProfileName.DEFAULT) ? "" : " --profile " + profile));
        }
        Optional<ServiceAccount> caller = accounts.behindSudo();
        if (caller.isPresent() && has(as(caller.get()), profile)) {
            throw new DeployException(
                    Kind.REFUSED,
                    "Profile '" + profile + "' is " + caller.get().name() + "'s own. Run this without sudo.");
        }
        return console;
    }

    /**
     * Where profiles are that can be looked at.
     *
     * @param console the environment of the account that has them
     * @param account its name; empty if it is this one
     * @param only the one that counts; empty: all
     */
    record Place(Console console, String account, Optional<ProfileName> only) {
        Path workspace() {
            return Workspace.of(console.environment()).directory();
        }
    }

    /** The own workspace, for root that of the account behind {@code sudo}, and those that have a profile of the machine. */
    List<Place> places() {
        List<Place> places = new ArrayList<>(List.of(new Place(console, "", Optional.empty())));
        accounts.behindSudo().ifPresent(caller -> add(places, caller, Optional.empty()));
        for (MachineProfile profile : ofMachine()) {
            accounts.of(profile.name()).ifPresent(account -> add(places, account, Optional.of(profile.name())));
        }
        return places;
    }

    private void add(List<Place> places, ServiceAccount account, Optional<ProfileName> only) {
        Place place = new Place(as(account), account.name(), only);
        boolean known = places.stream()
                .anyMatch(other -> other.only().isEmpty() && other.workspace().equals(place.workspace()));
        if (!known) {
            places.add(place);
        }
    }

    /** The profiles of the machine, of which an account that is not root sees no more than this. */
    List<MachineProfile> ofMachine() {
        return MachineProfile.all(host);
    }

    private static boolean has(Console console, ProfileName profile) {
        return new ProfileFolder(Workspace.of(console.environment()).directory(), profile).exists();
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
