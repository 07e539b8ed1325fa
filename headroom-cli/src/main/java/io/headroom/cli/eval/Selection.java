package io.headroom.cli.eval;

import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.workload.Recipe;
import io.headroom.workload.Workload;
import io.headroom.workload.Workloads;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the workloads that a command line names: generated ones by their ids, and the texts of a folder. */
final class Selection {
    private Selection() {}

    /**
     * The workloads.
     *
     * @param patterns ids, where {@code *} stands for any characters; empty for all
     * @param seed the seed of all; empty for the seeds of the published table
     * @param folder a folder of further texts
     */
    static List<Workload> of(List<String> patterns, OptionalLong seed, Optional<Path> folder) {
        List<Workload> chosen = new ArrayList<>();
        for (Recipe recipe : Workloads.recipes()) {
            if (matches(patterns, recipe.id())) {
                chosen.add(seed.isPresent() ? recipe.make(seed.getAsLong()) : recipe.make());
            }
        }
        if (folder.isPresent()) {
            for (Workload text : texts(folder.get())) {
                if (matches(patterns, text.id())) {
                    chosen.add(text);
                }
            }
        }
        if (chosen.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "no workload is called " + String.join(" or ", patterns) + ". There are "
                            + Workloads.recipes().stream().map(Recipe::id).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    private static boolean matches(List<String> patterns, String id) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern -> Stream.of(pattern.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.collectingAndThen(
                                        Collectors.joining(".*"),
                                        expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                                                .matcher(id)
                                                .matches())));
    }

    private static List<Workload> texts(Path folder) {
        List<Workload> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text(file).ifPresent(texts::add);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_INPUT, "the folder of further texts cannot be read: " + e.getMessage(), e);
        }
        return texts;
    }

    /** The text of a file, as a shell would have printed it; none if it is no text. */
    private static Optional<Workload> text(Path file) throws IOException {
        try {
            String name = file.getFileName().toString();
            String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return Optional.of(new Workload(name, kind + " file", "Bash", List.of(), List.of(Files.readString(file))));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
