package io.headroom.deploy;

import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.agent.StartLog;
import io.headroom.deploy.profile.ProfileFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

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

    void pause() throws IOException {
        if (!paused()) {
            Files.createFile(folder.paused());
        }
    }

    /** The user starts anew: nothing that failed before counts any more. */
    void forgetFailures() throws IOException {
        Files.deleteIfExists(folder.paused());
        Files.deleteIfExists(folder.failure());
        new StartLog(folder.starts()).clear();
    }
}
