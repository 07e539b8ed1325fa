package io.headroom.cli.unwrap;

import java.util.Arrays;
import java.util.List;

/** Runs of {@code headroom wrap} on this machine, as far as the system shows the words of other processes. */
final class Wraps {
    private Wraps() {}

    /** Those of a tool, in words. */
    static List<String> of(String tool) {
        long own = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != own)
                .filter(process -> process.info()
                        .arguments()
                        .filter(words -> isWrap(Arrays.asList(words), tool))
                        .isPresent())
                .map(process -> "headroom wrap " + tool + " (pid " + process.pid() + ")")
                .toList();
    }

    private static boolean isWrap(List<String> words, String tool) {
        int wrap = words.indexOf("wrap");
        boolean ours = wrap > 0
                && words.subList(0, wrap).stream().anyMatch(word -> word.contains("io.headroom.cli"));
        return ours && words.subList(wrap, words.size()).contains(tool);
    }
}
