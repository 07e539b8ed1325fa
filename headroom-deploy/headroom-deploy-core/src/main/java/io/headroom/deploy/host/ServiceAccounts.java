package io.headroom.deploy.host;

import io.headroom.api.host.Account.Privilege;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.profile.ProfileName;
import java.util.Optional;

/**
 * For whom root works (D-504): the account that was named, else the one behind {@code sudo}; root itself only if named. Later commands find
 * the account by the profile's part of the machine's folder, which belongs to it. Elsewhere than on POSIX systems, and for other accounts than
 * root, nobody is anybody else. Thread-safe.
 */
public final class ServiceAccounts {
    private static final String ROOT = "root";
    private static final int PASSWD_FIELDS = 7;
    private static final int PASSWD_HOME = 5;
    private static final String DSCL_HOME = "NFSHomeDirectory:";

    private final Host host;

    /**
     * The accounts of a host.
     *
     * @param host the machine, as the account that runs this process sees it
     */
    public ServiceAccounts(Host host) {
        this.host = host;
    }

    /**
     * For whom a profile of the machine is installed.
     *
     * @param profile the profile
     * @param named the account that was asked for
     * @return the account; empty if it is the one that runs this process
     * @throws DeployException if there is no such account, root runs this and none is named, or the profile is another account's
     */
    public Optional<ServiceAccount> forMachine(ProfileName profile, Optional<String> named) throws DeployException {
        if (!isRoot()) {
            return Optional.empty();
        }
        Optional<String> name = named.or(() -> host.variable("SUDO_USER"))
                .filter(account -> !account.isBlank())
                .filter(account -> named.isPresent() || !account.equals(ROOT));
        if (name.isEmpty()) {
            throw new DeployException(
                    Kind.REFUSED,
                    "Scope system needs to know as whom the proxy runs: add --run-as ACCOUNT. Root runs it only if it"
                            + " is named: --run-as root.");
        }
        requireNobodyElses(profile, name.get());
        if (name.get().equals(host.account().name())) {
            return Optional.empty();
        }
        Optional<ServiceAccount> account = find(name.get());
        if (account.isEmpty()) {
            throw new DeployException(
                    Kind.USAGE, "Unknown account '" + name.get() + "'. --run-as takes an account of this machine.");
        }
        return account;
    }

    /**
     * Whose a profile of the machine is.
     *
     * @param profile the profile
     * @return the account; empty if there is no such profile, or it is of the account that runs this process
     */
    public Optional<ServiceAccount> of(ProfileName profile) {
        if (!isRoot()) {
            return Optional.empty();
        }
        return owner(profile)
                .filter(account -> !account.equals(host.account().name()))
                .flatMap(this::find);
    }

    /**
     * Who called {@code sudo}.
     *
     * @return the account; empty if this is not root, or root did so itself
     */
    public Optional<ServiceAccount> behindSudo() {
        return isRoot()
                ? host.variable("SUDO_USER")
                        .filter(account -> !account.isBlank()
                                && !account.equals(host.account().name()))
                        .flatMap(this::find)
                : Optional.empty();
    }

    /** Its files are in one account's home, so another account cannot take a profile over. An account that is gone has none any more. */
    private void requireNobodyElses(ProfileName profile, String name) throws DeployException {
        Optional<String> owner = owner(profile)
                .filter(other -> !other.equals(name))
                .filter(other -> other.equals(ROOT) || find(other).isPresent());
        if (owner.isPresent()) {
            throw new DeployException(
                    Kind.REFUSED,
                    "Profile '" + profile + "' of this machine runs as " + owner.get() + ". To change it, add --run-as "
                            + owner.get() + "; to run one as " + name
                            + " beside it, choose another name with --profile.");
        }
    }

    private Optional<String> owner(ProfileName profile) {
        return MachineProfile.all(host).stream()
                .filter(one -> one.name().equals(profile))
                .map(MachineProfile::account)
                .findFirst();
    }

    private boolean isRoot() {
        return host.operatingSystem() != OperatingSystem.WINDOWS
                && host.account().privilege() == Privilege.ADMINISTRATOR;
    }

    private Optional<ServiceAccount> find(String name) {
        Optional<String> home = switch (host.operatingSystem()) {
            case LINUX -> passwd(host.query(CommandLine.of("getent", "passwd", name)), name);
            case MACOS -> dscl(host.query(CommandLine.of("dscl", ".", "-read", "/Users/" + name, "NFSHomeDirectory")));
            case WINDOWS -> Optional.empty();
        };
        return home.filter(path -> path.startsWith("/")).map(path -> new ServiceAccount(name, host.path(path)));
    }

    /** One line of passwd(5); {@code getent} takes numbers, too, which are no names. */
    private static Optional<String> passwd(CommandResult result, String name) {
        String[] fields = result.output().strip().split(":", -1);
        return result.succeeded() && fields.length == PASSWD_FIELDS && fields[0].equals(name)
                ? Optional.of(fields[PASSWD_HOME])
                : Optional.empty();
    }

    private static Optional<String> dscl(CommandResult result) {
        String line = result.output().strip();
        return result.succeeded() && line.startsWith(DSCL_HOME)
                ? Optional.of(line.substring(DSCL_HOME.length()).strip())
                : Optional.empty();
    }
}
