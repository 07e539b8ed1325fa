package io.headroom.deploy.file;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown when a file is not any more what a plan was made with. Nothing was written. */
public final class StaleFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param path the file
     */
    public StaleFileException(Path path) {
        this(path.toString());
    }

    /**
     * Creates the exception for something that is no file.
     *
     * @param what what was changed
     */
    public StaleFileException(String what) {
        super(what + " was changed by somebody else in the meantime");
    }
}
