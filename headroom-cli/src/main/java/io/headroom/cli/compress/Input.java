package io.headroom.cli.compress;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command was given to read.
 *
 * @param bytes every byte of it
 */
record Input(byte[] bytes) {
    /** Reads a file, or standard input where the name is a dash. */
    static Input read(String name, Console console) {
        try {
            return new Input("-".equals(name) ? console.in().readAllBytes() : Files.readAllBytes(Path.of(name)));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new Failure(
                    ExitCode.NO_INPUT, "there is no file '" + name + "'. Give a file, or - for standard input.");
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_INPUT, "'" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** The text, if the bytes are strict UTF-8. */
    Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
