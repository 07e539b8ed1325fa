package io.headroom.cli;

/** The entry point of the {@code headroom} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // First of all: Guice's generated classes cannot reach into a module that opens itself to Guice alone.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
    }
}
