package io.headroom.proxy.wholeprocess;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server process that the benchmark started, and ends. */
final class Server implements AutoCloseable {
    private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(30);
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(3);

    private final String name;
    private final Process process;
    private final int port;
    private final long startNanos;

    private Server(String name, Process process, int port, long startNanos) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.startNanos = startNanos;
        // Whoever interrupts the benchmark leaves nothing running.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-" + name));
    }

    /** The mock, which prints its port. */
    static Server mock(Path work) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xss256k",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MockUpstream.class.getName())
                .redirectError(work.resolve("mock.log").toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
        return new Server("mock", process, Integer.parseInt(out.readLine()), 0);
    }

    /** The distribution, from the command to the first healthy answer. */
    static Server headroom(Path distribution, int upstream, Path work) throws IOException {
        int port = freePort();
        String target = "http://127.0.0.1:" + upstream;
        List<String> command = List.of(
                distribution.resolve("bin").resolve("headroom").toString(),
                "proxy",
                "--port",
                Integer.toString(port),
                "--anthropic-api-url",
                target,
                "--openai-api-url",
                target);
        Map<String, String> environment =
                Map.of("HEADROOM_WORKSPACE_DIR", work.resolve("workspace").toString(), "HOME", work.toString());
        return start("headroom", command, environment, port, "/livez", work);
    }

    /** A bare reverse proxy with its own configuration. */
    static Server nginx(Path program, int upstream, Path work) throws IOException {
        int port = freePort();
        Path configuration = work.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off;
                worker_processes 2;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx-error.log;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/nginx-body;
                  proxy_temp_path %1$s/nginx-proxy;
                  fastcgi_temp_path %1$s/nginx-fastcgi;
                  uwsgi_temp_path %1$s/nginx-uwsgi;
                  scgi_temp_path %1$s/nginx-scgi;
                  client_max_body_size 64m;
                  client_body_buffer_size 8m;
                  keepalive_requests 1000000;
                  upstream provider { server 127.0.0.1:%2$d; keepalive 600; keepalive_requests 1000000; }
                  server {
                    listen 127.0.0.1:%3$d;
                    location = /livez { return 200; }
                    location / {
                      proxy_pass http://provider;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                    }
                  }
                }
                """.formatted(work, upstream, port));
        return start(
                "nginx",
                List.of(program.toString(), "-p", work.toString(), "-c", configuration.toString()),
                Map.of(),
                port,
                "/livez",
                work);
    }

    private static Server start(
            String name, List<String> command, Map<String, String> environment, int port, String health, Path work)
            throws IOException {
        Path log = work.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("HEADROOM_") || key.endsWith("_BASE_URL"));
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        while (!healthy(port, health)) {
            if (System.nanoTime() - begin > START_LIMIT || !process.isAlive()) {
                process.destroyForcibly();
                throw new IOException(name + " did not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL);
        }
        return new Server(name, process, port, System.nanoTime() - begin);
    }

    private static boolean healthy(int port, String path) {
        try (Client client = new Client(port)) {
            return client.get(path).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    long startNanos() {
        return startNanos;
    }

    /** Resident memory of the process and those that it started, in bytes. */
    long residentBytes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToLong(handle -> residentBytes(handle.pid()))
                .sum();
    }

    private static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
