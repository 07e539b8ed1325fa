package io.headroom.cli;

import io.headroom.cli.console.Console;

/** The entry point of the {@code headroom} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // First of all: Guice's generated classes cannot reach into a module that opens itself to Guice alone.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        Console console = Console.system();
        int status = CommandTree.run(console, args);
        console.out().flush();
        console.err().flush();
        System.exit(status);
    }
}
