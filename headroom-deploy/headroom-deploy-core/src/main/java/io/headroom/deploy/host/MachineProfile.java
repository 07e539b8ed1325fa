package io.headroom.deploy.host;

import io.headroom.api.host.Host;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A profile of the machine, as every account sees it in the machine's folder.
 *
 * @param name the profile
 * @param account whose it is, and as whom its proxy runs
 * @param folder its part of the machine's folder
 */
public record MachineProfile(ProfileName name, String account, Path folder) {
    /**
     * All profiles of the machine.
     *
     * @param host which machine
     * @return the profiles in name order; none if there is no such folder
     */
    public static List<MachineProfile> all(Host host) {
        List<MachineProfile> all = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(MachineFolder.of(host), Files::isDirectory)) {
            for (Path folder : inside) {
                Optional<ProfileName> name =
                        ProfileName.parse(folder.getFileName().toString());
                if (name.isPresent()) {
                    all.add(new MachineProfile(
                            name.get(), Files.getOwner(folder).getName(), folder));
                }
            }
        } catch (IOException | UnsupportedOperationException nothingToSee) {
            return List.of();
        }
        all.sort(Comparator.comparing(one -> one.name().text()));
        return all;
    }

    /**
     * Whether shells send their tools to its proxy.
     *
     * @return whether its flag is there
     */
    public boolean isWired() {
        return Files.exists(folder.resolve("wired"));
    }
}
