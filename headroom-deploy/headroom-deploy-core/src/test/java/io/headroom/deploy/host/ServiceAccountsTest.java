package io.headroom.deploy.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D-504")
class ServiceAccountsTest {
    private static final String ADA = "ada:x:1000:1000:Ada Lovelace,,,:/home/ada:/bin/bash\n";

    @Test
    @DisplayName("D-504: behind sudo it is the account that called sudo, and --run-as is stronger")
    void followsSudo() throws Exception {
        FakeHost host = linux().withVariable("SUDO_USER", "ada");

        assertEquals("/home/ada", home(host, Optional.empty()));
        assertEquals("/srv/proxy", home(host, Optional.of("proxy")));
    }

    @Test
    @DisplayName("D-504: root runs it only if it is named")
    void takesRootOnlyByName() throws Exception {
        assertEquals(
                Optional.empty(), new ServiceAccounts(linux()).forMachine(ProfileName.DEFAULT, Optional.of("root")));
        for (FakeHost host : new FakeHost[] {linux(), linux().withVariable("SUDO_USER", "root")}) {
            DeployException refused = assertThrows(
                    DeployException.class,
                    () -> new ServiceAccounts(host).forMachine(ProfileName.DEFAULT, Optional.empty()));
            assertEquals(DeployException.Kind.REFUSED, refused.kind());
            assertEquals(
                    "Scope system needs to know as whom the proxy runs: add --run-as ACCOUNT. Root runs it only if it"
                            + " is named: --run-as root.",
                    refused.getMessage());
        }
    }

    @Test
    @DisplayName("D-504: an account that is not there is named, and a number is no name")
    void refusesUnknownAccounts() {
        for (String name : new String[] {"nobody-here", "1000"}) {
            DeployException refused = assertThrows(
                    DeployException.class,
                    () -> new ServiceAccounts(linux()).forMachine(ProfileName.DEFAULT, Optional.of(name)));
            assertEquals(DeployException.Kind.USAGE, refused.kind());
            assertEquals(
                    "Unknown account '" + name + "'. --run-as takes an account of this machine.", refused.getMessage());
        }
    }

    @Test
    @DisplayName("D-504: on a Mac the directory service knows the home")
    void asksTheDirectoryService() throws Exception {
        FakeHost mac = FakeHost.asAdministrator(Machine.MACOS)
                .withCommand(
                        0,
                        "NFSHomeDirectory: /Users/Ada Lovelace\n",
                        "dscl",
                        ".",
                        "-read",
                        "/Users/ada",
                        "NFSHomeDirectory");

        assertEquals("/Users/Ada Lovelace", home(mac, Optional.of("ada")));
    }

    @Test
    @DisplayName("D-504: nobody but root works for anybody else, and on Windows nobody does")
    void onlyRootWorksForOthers() throws Exception {
        for (FakeHost host : new FakeHost[] {FakeHost.on(Machine.LINUX), FakeHost.asAdministrator(Machine.WINDOWS)}) {
            host.withVariable("SUDO_USER", "ada");
            assertEquals(
                    Optional.empty(), new ServiceAccounts(host).forMachine(ProfileName.DEFAULT, Optional.of("proxy")));
            assertEquals(Optional.empty(), new ServiceAccounts(host).of(ProfileName.DEFAULT));
        }
    }

    @Test
    @DisplayName("D-504: later commands find the account by whom the profile's part of the machine's folder belongs to")
    void findsTheAccountOfAProfile() throws Exception {
        FakeHost host = linux();
        Path folder = Files.createDirectories(host.resolve("/var/lib/headroom/default"));
        owns(folder, "proxy");

        Optional<ServiceAccount> account = new ServiceAccounts(host).of(ProfileName.DEFAULT);

        assertEquals("/srv/proxy", account.orElseThrow().home().toString());
        assertEquals(Optional.empty(), new ServiceAccounts(host).of(new ProfileName("other")));
    }

    @Test
    @DisplayName("D-504: a profile of one account is not taken over by another, unless the account is gone")
    void keepsAProfileWithItsAccount() throws Exception {
        FakeHost host = linux();
        Path folder = Files.createDirectories(host.resolve("/var/lib/headroom/default"));
        owns(folder, "proxy");

        DeployException refused = assertThrows(
                DeployException.class,
                () -> new ServiceAccounts(host).forMachine(ProfileName.DEFAULT, Optional.of("ada")));

        assertEquals(DeployException.Kind.REFUSED, refused.kind());
        assertEquals(
                "Profile 'default' of this machine runs as proxy. To change it, add --run-as proxy; to run one as ada"
                        + " beside it, choose another name with --profile.",
                refused.getMessage());
        assertThrows(
                DeployException.class,
                () -> new ServiceAccounts(host).forMachine(ProfileName.DEFAULT, Optional.of("root")));
        assertEquals("/srv/proxy", home(host, Optional.of("proxy")));
        owns(folder, "nobody-here");
        assertEquals("/home/ada", home(host, Optional.of("ada")));
    }

    @Test
    @DisplayName("D-504, D-604: every account sees which profiles the machine has, whose they are, and which are wired")
    void showsTheMachinesProfiles() throws Exception {
        FakeHost host = FakeHost.on(Machine.LINUX)
                .withFile("/var/lib/headroom/office/wired", "")
                .withFile("/var/lib/headroom/ownership.json", "{}")
                .withFile("/var/lib/headroom/.images/x", "");
        owns(Files.createDirectory(host.resolve("/var/lib/headroom/default")), "proxy");

        List<MachineProfile> all = MachineProfile.all(host);

        assertEquals(
                List.of("default", "office"),
                all.stream().map(one -> one.name().text()).toList());
        assertEquals("proxy", all.get(0).account());
        assertEquals(
                List.of(false, true), all.stream().map(MachineProfile::isWired).toList());
        assertEquals(List.of(), MachineProfile.all(FakeHost.on(Machine.LINUX)));
    }

    @Test
    @DisplayName("D-604: the account behind sudo is found for root alone")
    void findsWhoCalledSudo() {
        assertEquals(
                "/home/ada",
                new ServiceAccounts(linux().withVariable("SUDO_USER", "ada"))
                        .behindSudo()
                        .orElseThrow()
                        .home()
                        .toString());
        assertEquals(Optional.empty(), new ServiceAccounts(linux()).behindSudo());
        FakeHost plain = FakeHost.on(Machine.LINUX).withVariable("SUDO_USER", "ada");
        assertEquals(Optional.empty(), new ServiceAccounts(plain).behindSudo());
    }

    private static void owns(Path folder, String account) throws IOException {
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account));
    }

    private static String home(FakeHost host, Optional<String> named) throws DeployException {
        return new ServiceAccounts(host)
                .forMachine(ProfileName.DEFAULT, named)
                .orElseThrow()
                .home()
                .toString();
    }

    private static FakeHost linux() {
        return FakeHost.asAdministrator(Machine.LINUX)
                .withCommand(0, ADA, "getent", "passwd", "ada")
                .withCommand(0, ADA, "getent", "passwd", "1000")
                .withCommand(0, "proxy:x:990:990::/srv/proxy:/usr/sbin/nologin\n", "getent", "passwd", "proxy")
                .withCommand(2, "", "getent", "passwd", "nobody-here");
    }
}
