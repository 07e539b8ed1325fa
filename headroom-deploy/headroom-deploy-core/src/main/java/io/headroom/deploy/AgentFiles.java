package io.headroom.deploy;

import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.agent.StartLog;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.profile.ProfileFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;

/** The flags and notes by which commands and agents of a profile tell each other what is wanted and what happened. */
final class AgentFiles {
    private final ProfileFolder folder;

    AgentFiles(ProfileFolder folder) {
        this.folder = folder;
    }

    Optional<FailureNote> failure() {
        return FailureNote.read(folder.failure());
    }

    void fail(FailureNote note) throws IOException {
        note.write(folder.failure());
    }

    boolean paused() {
        return Files.exists(folder.paused());
    }

    void pause(Host host) throws IOException {
        if (!paused()) {
            new AtomicFiles(host, Steps.NONE)
                    .put(folder.paused(), FileContent.of(""), OptionalInt.of(FileMode.OWNER_FILE));
        }
    }

    /** The user starts anew: nothing that failed before counts any more. */
    void forgetFailures() throws IOException {
        Files.deleteIfExists(folder.paused());
        Files.deleteIfExists(folder.failure());
        new StartLog(folder.starts()).clear();
    }
}
