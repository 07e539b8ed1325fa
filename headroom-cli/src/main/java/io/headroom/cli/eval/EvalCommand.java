package io.headroom.cli.eval;

import io.headroom.api.compress.Mode;
import io.headroom.cli.compress.CompressCommand.ModeNames;
import io.headroom.cli.compress.LocalEngine;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.workload.Layout;
import io.headroom.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom eval}: measures the compressors, those of plugins included, without a model and without a network. */
@Command(
        name = "eval",
        description = "Measures what compression saves on generated texts, and whether any fact gets lost.",
        footer = {
            "",
            "Every text is a function of its seed, so the figures are the same on every machine. 'shown' facts stand",
            "in the form, 'coded' ones are what its decoder returns, 'redeem' ones come with the printed call.",
            "HEADROOM_EVAL_DIR names a folder of further texts.",
            "",
            "Examples:",
            "  headroom eval --check",
            "  headroom eval --workload 'X*' --mode lossless --json figures.json"
        })
public final class EvalCommand implements Callable<Integer> {
    /** Texts of other seeds may stay so many points under the targets, which were set with the published seeds. */
    private static final int SLACK_OF_OTHER_SEEDS = 2;

    private final Console console;

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "ID",
            description = "Which texts, by id; * stands for any characters. Default: all.")
    private List<String> workloads = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all texts instead of each one's own.")
    private Optional<Long> seed;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "How JSON is laid out: ${COMPLETION-CANDIDATES}. Default: all three.")
    private Optional<Layout> layout;

    @Option(
            names = "--mode",
            defaultValue = "lossless",
            completionCandidates = ModeNames.class,
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(
            names = "--model",
            defaultValue = "gpt-5.5",
            paramLabel = "ID",
            description = "The model whose tokens are counted. Default: ${DEFAULT-VALUE}.")
    private String model;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON; - is standard output.")
    private Optional<String> json;

    @Option(
            names = "--check",
            description = "Exit with 1 if a target is missed, a fact is lost, a form is larger than its text, or white"
                    + " space makes a difference.")
    private boolean check;

    /** A command that prints to this console. */
    public EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<Path> folder = Optional.ofNullable(console.environment().get("HEADROOM_EVAL_DIR"))
                .filter(name -> !name.isBlank())
                .map(Path::of);
        OptionalLong one = seed.map(OptionalLong::of).orElse(OptionalLong.empty());
        EvalReport report =
                new EvalReport(measure(Selection.of(workloads, one, folder)), mode, model, Targets.bundled());
        if (json.filter("-"::equals).isEmpty()) {
            report.lines(console.style()).forEach(console.out()::println);
        }
        json.ifPresent(file -> write(file, report.json()));
        return check ? judge(report) : ExitCode.OK.status();
    }

    private List<Measured> measure(List<Workload> chosen) {
        List<Measured> rows = new ArrayList<>();
        try (LocalEngine local = LocalEngine.measuring(console, mode)) {
            Evaluation evaluation = new Evaluation(local, mode, model);
            for (Workload workload : chosen) {
                progress("measuring " + workload.id() + ", " + workload.name());
                for (Layout each : layouts(workload)) {
                    rows.add(evaluation.measure(workload, each));
                }
            }
            progress("");
        }
        return rows;
    }

    private List<Layout> layouts(Workload workload) {
        return !workload.json() ? List.of(Layout.MIN) : layout.map(List::of).orElse(List.of(Layout.values()));
    }

    /** One line that is written over and over, for people alone. */
    private void progress(String what) {
        if (console.terminal()) {
            console.err().print("\r\u001b[K" + what);
            console.err().flush();
        }
    }

    private void write(String file, String document) {
        if (file.equals("-")) {
            console.out().print(document);
            return;
        }
        try {
            Files.writeString(Path.of(file), document);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAULT, "the figures could not be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private int judge(EvalReport report) {
        int slack = seed.isPresent() ? SLACK_OF_OTHER_SEEDS : 0;
        List<String> wrong = report.targets().shortfalls(report.rows(), mode, slack);
        wrong.forEach(line -> console.err().println("headroom: " + line));
        return (wrong.isEmpty() ? ExitCode.OK : ExitCode.FAULT).status();
    }
}
