package io.headroom.cli.unwrap;

import io.headroom.cli.console.Distribution;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs of {@code headroom wrap} of this distribution, as far as the system shows the words of other processes. */
final class Wraps {
    private Wraps() {}

    /** Those of a tool, in words. */
    static List<String> of(String tool) {
        long own = ProcessHandle.current().pid();
        Optional<String> program =
                Distribution.current().map(Distribution::plugins).map(Path::toString);
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != own)
                .filter(process -> process.info()
                        .arguments()
                        .filter(words -> isWrap(Arrays.asList(words), program, tool))
                        .isPresent())
                .map(process -> "headroom wrap " + tool + " (pid " + process.pid() + ")")
                .toList();
    }

    private static boolean isWrap(List<String> words, Optional<String> program, String tool) {
        int wrap = words.indexOf("wrap");
        boolean ours = wrap > 0
                && program.filter(folder -> words.subList(0, wrap).stream().anyMatch(word -> word.contains(folder)))
                        .isPresent();
        return ours && words.subList(wrap, words.size()).contains(tool);
    }
}
