package io.headroom.api.testkit.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The process behind the scripts of a {@link FakeProgram}: takes their arguments over a loopback connection and gives back what they are
 * to write and how they are to end. One call at a time. It ends with its standard input, so that it never outlives the test.
 */
public final class ProgramServer {
    /** The name of the file in the folder that tells the port. */
    static final String PORT_FILE = "port";

    private ProgramServer() {}

    /** What the scripts do. */
    @FunctionalInterface
    public interface Program {
        /**
         * Answers one call.
         *
         * @param name the name that the script was called by, without a folder
         * @param arguments its arguments
         * @return how it ends
         */
        Answer answer(String name, List<String> arguments);
    }

    /**
     * How a call ends.
     *
     * @param code the exit code
     * @param output what it writes to its standard output; a last line end is added if it lacks one
     * @param error what it writes to its standard error, likewise
     */
    public record Answer(int code, String output, String error) {
        /**
         * A call that worked.
         *
         * @param output what it writes
         * @return the answer
         */
        public static Answer of(String output) {
            return new Answer(0, output, "");
        }

        /**
         * A call that failed.
         *
         * @param code the exit code
         * @param error what it writes to its standard error
         * @return the answer
         */
        public static Answer failed(int code, String error) {
            return new Answer(code, "", error);
        }
    }

    /**
     * Serves until the standard input ends.
     *
     * @param folder where the port is written
     * @param program what the scripts do
     * @throws IOException if the port cannot be opened or told
     */
    public static void serve(Path folder, Program program) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> accept(server, program), "calls");
            acceptor.setDaemon(true);
            acceptor.start();
            Path written = folder.resolve(PORT_FILE + ".new");
            Files.writeString(written, server.getLocalPort() + "\n");
            Files.move(written, folder.resolve(PORT_FILE), StandardCopyOption.ATOMIC_MOVE);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void accept(ServerSocket server, Program program) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                List<String> call = read(socket.getInputStream());
                String path = call.get(0);
                Answer answer = program.answer(path.substring(path.lastIndexOf('/') + 1), call.subList(1, call.size()));
                socket.getOutputStream().write(text(answer).getBytes(StandardCharsets.UTF_8));
            } catch (IOException | RuntimeException e) {
                if (!server.isClosed()) {
                    e.printStackTrace();
                }
            }
        }
    }

    /** How many words there are, and the words, each ended by NUL. */
    private static List<String> read(InputStream input) throws IOException {
        int count = Integer.parseInt(word(input));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(word(input));
        }
        return words;
    }

    private static String word(InputStream input) throws IOException {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        int next = input.read();
        while (next > 0) {
            word.write(next);
            next = input.read();
        }
        return word.toString(StandardCharsets.UTF_8);
    }

    /** The exit code, and lines that begin with O or E for the two streams. */
    private static String text(Answer answer) {
        StringBuilder text = new StringBuilder().append(answer.code()).append('\n');
        answer.output().lines().forEach(line -> text.append('O').append(line).append('\n'));
        answer.error().lines().forEach(line -> text.append('E').append(line).append('\n'));
        return text.toString();
    }
}
