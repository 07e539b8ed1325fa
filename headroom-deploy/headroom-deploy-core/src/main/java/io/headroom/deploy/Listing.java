package io.headroom.deploy;

import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at all profiles, at several at a time: each waits for a port and for a process of the supervisor's. */
final class Listing {
    /** For so few a thread costs as much as it saves. */
    private static final int FEW = 3;

    private static final int THREADS = 8;

    private final Profiles profiles;
    private final Inspecting inspecting;

    Listing(Profiles profiles, Inspecting inspecting) {
        this.profiles = profiles;
        this.inspecting = inspecting;
    }

    /** All profiles, {@code default} first, then in name order. */
    List<Deployments.Listed> all() throws DeployException {
        List<ProfileFolder> folders = profiles.folders();
        List<Deployments.Listed> all = new ArrayList<>();
        if (folders.size() <= FEW) {
            folders.forEach(folder -> all.add(listed(folder)));
            return all;
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "headroom-list");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Deployments.Listed>> asked = new ArrayList<>();
            folders.forEach(folder -> asked.add(threads.submit(() -> listed(folder))));
            for (Future<Deployments.Listed> one : asked) {
                all.add(one.get());
            }
            return all;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DeployException(DeployException.Kind.FAILED, "Interrupted while looking at the profiles.", stop);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Deployments.Listed listed(ProfileFolder folder) {
        String name = folder.profile().text();
        try {
            Profiles.Found found = profiles.found(folder.profile());
            Optional<Manifest> manifest = Optional.of(found.profile().manifest());
            if (found.damage().isPresent()) {
                return new Deployments.Listed(
                        name,
                        manifest,
                        Optional.empty(),
                        "damaged: " + found.damage().get());
            }
            boolean foreign = manifest.get().origin() == Manifest.Origin.PYTHON;
            return new Deployments.Listed(
                    name,
                    manifest,
                    foreign ? Optional.empty() : Optional.of(inspecting.status(found.profile())),
                    foreign ? "made by the Python Headroom" : "");
        } catch (DeployException unusable) {
            Throwable why = unusable.getCause() == null ? unusable : unusable.getCause();
            return new Deployments.Listed(name, Optional.empty(), Optional.empty(), "damaged: " + why.getMessage());
        }
    }
}
