package io.headroom.deploy.engine;

import io.headroom.api.host.Host;
import io.headroom.deploy.change.MadeChanges;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Planner;
import io.headroom.deploy.change.Stacks;
import io.headroom.deploy.change.SurfacePlanner;
import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.Journals;
import io.headroom.deploy.journal.Recovered;
import io.headroom.deploy.journal.SharedLock;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.ownership.Owners;
import io.headroom.deploy.ownership.Ownership;
import io.headroom.deploy.ownership.Stacking;
import io.headroom.deploy.record.ChangeJson;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Plans, makes and undoes the changes of one profile. The order of a command is: {@link #lock}, {@link #recover}, {@link #planner},
 * {@link #begin}, phases, the manifest, {@link Transaction#commit}; after a removal {@link #discard}. A dry run and {@code status} use
 * {@link #planner} and {@link #unfinished} alone, which write nothing.
 *
 * <p>Thread-safe; transactions are not.
 */
public final class ChangeEngine {
    /** What a profile's folder has (D-302), the manifest last but for the lock. */
    private static final List<String> NAMES = List.of(
            "journal.jsonl",
            "journal",
            "backup",
            "env",
            "agent.lock",
            "run-headroom.sh",
            "ensure-headroom.sh",
            "run.args",
            "ensure.args",
            "wired",
            "paused",
            "starts.json",
            "failure.json",
            "manifest.json",
            "start.lock",
            "lock");

    private final Folders folders;
    private final AtomicFiles files;
    private final FileLocks locks;
    private final SharedLock shared;
    private final Owners owners;
    private final Planner planner;
    private final Journals journals;
    private final MadeChanges records;

    /**
     * Creates an engine. Touches nothing.
     *
     * @param host the machine
     * @param folders where the profile keeps what it needs
     * @param editors edit documents
     * @param steps {@link Steps#NONE} but in tests
     */
    public ChangeEngine(Host host, Folders folders, Editors editors, Steps steps) {
        this.folders = folders;
        this.locks = new FileLocks(host);
        this.files = new AtomicFiles(host, steps);
        this.shared = new SharedLock(locks);
        boolean shared0 = folders.machine().equals(folders.shared());
        this.owners = new Owners(
                folders.home(),
                new Ownership(folders.shared(), files),
                new Ownership(folders.machine(), shared0 ? FileMode.OWNER_FOLDER : FileMode.OPEN_FOLDER, files));
        Images backup = new Images(folders.own().resolve("backup"), files);
        Surfaces surfaces = new Surfaces(host, files);
        Stacks stacks = new Stacks(owners, surfaces, backup);
        Stacking stacking = new Stacking(editors);
        this.planner = new SurfacePlanner(folders.profile(), surfaces, stacks, stacking);
        this.records = new MadeChanges(new ChangeJson(backup, folders.own().getFileSystem()));
        this.journals = new Journals(
                host,
                folders.own(),
                owners,
                new Journals.Parts(files, backup, surfaces, stacks, stacking, shared, steps));
    }

    /**
     * Makes the profile's folder if it is missing and takes the profile's lock, waiting up to 10 s.
     *
     * @return the lock, to be closed when the command is done
     * @throws IOException if somebody else holds it, a {@link io.headroom.deploy.lock.LockedException}, or the folder cannot be made
     */
    public HeldLock lock() throws IOException {
        List<Path> missing = files.missing(folders.own());
        if (!missing.isEmpty()) {
            HeldLock held = shared.take(owners.account());
            try {
                owners.account().addFolders(missing);
                files.makeFolders(folders.own(), OptionalInt.of(FileMode.OWNER_FOLDER));
            } finally {
                held.close();
            }
        }
        return locks.take(folders.own().resolve("lock"), "Profile '" + folders.profile() + "'");
    }

    /**
     * The planner of this profile.
     *
     * @return one that writes nothing
     */
    public Planner planner() {
        return planner;
    }

    /**
     * Reads and writes the manifest's list of changes.
     *
     * @return the codec
     */
    public MadeChanges records() {
        return records;
    }

    /**
     * Looks for a transaction that ended with its process. Needs no lock.
     *
     * @return the transaction; empty if there is none
     * @throws IOException if the journal cannot be read
     */
    public Optional<Unfinished> unfinished() throws IOException {
        return journals.unfinished();
    }

    /**
     * Finishes a transaction that ended with its process (D-205), and leaves the manifest to the caller: if the process dies before it is
     * written, it says more than is made. {@link #recover(Journals.ManifestWriter)} closes that gap. The caller holds the lock.
     *
     * @return what was done
     * @throws IOException if the journal cannot be read or written
     */
    public Recovered recover() throws IOException {
        return journals.recover((finished, changes) -> {});
    }

    /**
     * Finishes a transaction that ended with its process (D-205). The caller holds the lock.
     *
     * @param manifest writes down what is made now, before a completed transaction is forgotten
     * @return what was done
     * @throws IOException if the journal cannot be read or written
     */
    public Recovered recover(Journals.ManifestWriter manifest) throws IOException {
        return journals.recover(manifest);
    }

    /**
     * Begins to do what a plan says. The caller holds the lock and has recovered.
     *
     * @param command the command for the journal
     * @param way what a crash leads to; a plan that makes something goes {@link Unfinished.Way#BACK}
     * @param plan a plan without refusals
     * @return the transaction
     * @throws IOException if the journal cannot be written
     */
    public Transaction begin(String command, Unfinished.Way way, Plan plan) throws IOException {
        return journals.begin(command, way, plan);
    }

    /**
     * Removes what the engine and the profile keep in the profile's folder, and shared files and folders that nothing needs any more.
     * The last thing of a removal; the caller holds the lock. What is not named in D-302 stays, with its folder.
     *
     * @throws IOException if something cannot be removed
     */
    public void discard() throws IOException {
        HeldLock held = shared.take(owners.account());
        try {
            for (String name : NAMES) {
                Path path = folders.own().resolve(name);
                files.sweep(path);
                remove(path);
            }
            if (Files.isDirectory(folders.own()) && empty(folders.own())) {
                files.remove(folders.own());
            }
            owners.account().tidy(folders.own());
            owners.account().forget(folders.profile());
            dissolve(owners.account());
        } finally {
            held.close();
        }
        if (!owners.machine().folder().equals(owners.account().folder())) {
            HeldLock machine = shared.take(owners.machine());
            try {
                owners.machine().forget(folders.profile());
                dissolve(owners.machine());
            } finally {
                machine.close();
            }
        }
    }

    private void dissolve(Ownership ownership) throws IOException {
        Optional<List<Path>> made = ownership.dissolve();
        if (made.isEmpty()) {
            return;
        }
        files.remove(ownership.folder().resolve("lock"));
        for (Path folder : made.get()) {
            if (Files.isDirectory(folder) && empty(folder)) {
                files.remove(folder);
            }
        }
    }

    private void remove(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                for (Path file : inside) {
                    files.remove(file);
                }
            }
        }
        files.remove(path);
    }

    private static boolean empty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }
}
