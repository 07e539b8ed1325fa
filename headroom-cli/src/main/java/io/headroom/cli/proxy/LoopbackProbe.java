package io.headroom.cli.proxy;

import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.IdentityProbe;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import io.headroom.proxy.ProxyIdentity;
import io.headroom.proxy.RunFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the proxies of a workspace who they are. Anybody can claim to be Headroom, so only the one that proves it by its run file's key is
 * believed. A server that answers byte by byte gets no more time than one that is silent.
 */
public final class LoopbackProbe implements IdentityProbe {
    private static final int LARGEST = 65_536;

    private final Path workspace;

    /** A probe that knows the run files of this workspace. */
    public LoopbackProbe(Path workspace) {
        this.workspace = workspace;
    }

    @Override
    public Answer ask(int port, Duration limit) {
        return within(limit, () -> question(port, limit)).orElseGet(() -> Answer.of(Answer.Kind.SILENT));
    }

    @Override
    public Optional<Instance> recorded(int port) {
        return RunFile.read(RunFile.path(workspace, port)).map(run -> instance(run.identity()));
    }

    @Override
    public boolean countsAsLocal(int port, Duration limit) {
        return within(limit, () -> {
                    HttpURLConnection connection = connection(port, "/health", limit);
                    try {
                        // What the settings are is told to local callers alone.
                        return JsonText.read(body(connection.getInputStream()))
                                .member("config")
                                .isPresent();
                    } finally {
                        connection.disconnect();
                    }
                })
                .orElse(false);
    }

    @Override
    public boolean drain(int port, Duration limit) {
        Optional<RunFile> run = RunFile.read(RunFile.path(workspace, port));
        return run.isPresent()
                && within(limit, () -> new AdminCall(run.get()).post("/admin/drain", "", limit))
                        .orElse(false);
    }

    private Answer question(int port, Duration limit) throws IOException {
        String challenge = ProxyIdentity.random(16);
        HttpURLConnection connection = connection(port, "/readyz", limit);
        connection.setRequestProperty(ProxyIdentity.CHALLENGE_HEADER, challenge);
        String body;
        try {
            int status = connection.getResponseCode();
            body = body(
                    status < HttpURLConnection.HTTP_BAD_REQUEST
                            ? connection.getInputStream()
                            : connection.getErrorStream());
        } catch (ConnectException nobody) {
            return Answer.of(Answer.Kind.NOBODY);
        } catch (SocketTimeoutException silent) {
            return Answer.of(Answer.Kind.SILENT);
        } catch (SocketException brokenOff) {
            // A container engine takes connections before anybody in the container does.
            return Answer.of(Answer.Kind.SILENT);
        } catch (IOException notHttp) {
            return Answer.of(Answer.Kind.FOREIGN);
        } finally {
            connection.disconnect();
        }
        // Read after the answer: a proxy that has just started may have written it meanwhile.
        Optional<RunFile> run = RunFile.read(RunFile.path(workspace, port));
        return run.flatMap(known -> proven(known, challenge, body)).orElseGet(() -> Answer.of(Answer.Kind.FOREIGN));
    }

    private static Optional<Answer> proven(RunFile run, String challenge, String body) {
        try {
            JsonValue.Object report = JsonText.read(body);
            String proof = report.object("identity").text("proof").orElse("");
            if (!run.identity().proves(run.key(), challenge, proof)) {
                return Optional.empty();
            }
            return Optional.of(new Answer(
                    Answer.Kind.PROVEN,
                    Optional.of(instance(run.identity())),
                    report.text("status").orElse(""),
                    report.isTrue("ready") ? Answer.Readiness.READY : Answer.Readiness.NOT_READY));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static HttpURLConnection connection(int port, String path, Duration limit) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) limit.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        return connection;
    }

    private static String body(InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = stream.read(buffer); n >= 0 && kept.size() < LARGEST; n = stream.read(buffer)) {
                kept.write(buffer, 0, Math.min(n, LARGEST - kept.size()));
            }
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    private static Instance instance(ProxyIdentity identity) {
        return new Instance(
                identity.instance(),
                identity.pid(),
                identity.started(),
                identity.port(),
                identity.profile(),
                identity.version());
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    /** The result, if it comes within the limit; a connection that breaks counts as one that never answered. */
    private static <T> Optional<T> within(Duration limit, Call<T> call) {
        FutureTask<Optional<T>> task = new FutureTask<>(() -> {
            try {
                return Optional.of(call.make());
            } catch (IOException broken) {
                return Optional.empty();
            }
        });
        Thread thread = new Thread(task, "headroom-probe");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
