package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy in surroundings that are not its own: a small process, and a class loader that is given up. */
@Timeout(120)
class HostingTest {
    private static final long UPLOAD = 512L << 20;

    private MockUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    @Test
    @DisplayName("PX-502: uploads far larger than the heap pass through")
    void uploadsMayBeLargerThanTheHeap() throws Exception {
        upstream.dropBodies()
                .script((request, wire) -> wire.respond(200, "", MockUpstream.bytes("" + request.bodyLength())));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        String.join(File.pathSeparator, places()),
                        SmallProcess.class.getName(),
                        upstream.uri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int port = Integer.parseInt(
                    process.inputReader(StandardCharsets.US_ASCII).readLine());
            try (RawClient client = new RawClient(new InetSocketAddress("127.0.0.1", port))) {
                byte[] piece = new byte[1 << 20];
                client.send("POST /v1/files HTTP/1.1\r\nHost: localhost\r\nx-api-key: k\r\nContent-Length: " + UPLOAD
                        + "\r\n\r\n");
                for (long sent = 0; sent < UPLOAD; sent += piece.length) {
                    client.send(piece);
                }
                Received answer = client.response();

                assertEquals(200, answer.status());
                assertEquals("" + UPLOAD, answer.text());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("PX-105: after the end the class loader that hosted a proxy can be collected")
    void hostingClassLoaderIsCollectable() throws Exception {
        List<Throwable> faults = new ArrayList<>();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        // On a thread of its own: one that lives on keeps what is bound to it.
        Thread host = new Thread(() -> host(loaders, faults), "host");
        host.start();
        host.join(60_000);

        assertEquals(List.of(), faults);
        assertEquals(1, upstream.received().size());
        Await.until("the class loader is collected", () -> {
            System.gc();
            return loaders.get(0).get() == null;
        });
    }

    private void host(List<WeakReference<ClassLoader>> loaders, List<Throwable> faults) {
        try {
            List<URL> urls = new ArrayList<>();
            for (String place : places()) {
                urls.add(Path.of(place).toUri().toURL());
            }
            try (OwnFirst loader = new OwnFirst(urls)) {
                loaders.add(new WeakReference<>(loader));
                Thread.currentThread().setContextClassLoader(loader);
                Object proxy = loader.loadClass(SmallProcess.class.getName())
                        .getMethod("start", URI.class)
                        .invoke(null, upstream.uri());
                assertTrue(proxy.getClass().getClassLoader() == loader);
                URI base = (URI) proxy.getClass().getMethod("baseUri").invoke(proxy);
                try (RawClient client = new RawClient(new InetSocketAddress("127.0.0.1", base.getPort()))) {
                    byte[] body = MockUpstream.bytes("{\"model\":\"m\",\"messages\":[]}");
                    client.request("POST", "/v1/messages", "x-api-key: k\r\n", body)
                            .response();
                }
                ((AutoCloseable) proxy).close();
            }
        } catch (Exception | LinkageError | AssertionError e) {
            faults.add(e);
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    /** Where the classes of this test come from, be they on the class path or on the module path. */
    private static Set<String> places() throws Exception {
        Set<String> places = new LinkedHashSet<>();
        String name = SmallProcess.class.getSimpleName() + ".class";
        Path own = Path.of(SmallProcess.class.getResource(name).toURI());
        places.add(
                own.getParent().getParent().getParent().getParent().getParent().toString());
        for (String property : new String[] {"jdk.module.path", "java.class.path"}) {
            for (String place : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                if (!place.isEmpty()) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    /** Looks at its own places first: the platform's loader would find the modules that this test runs in. */
    private static final class OwnFirst extends URLClassLoader {
        OwnFirst(List<URL> places) {
            super(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                try {
                    return name.startsWith("java.") ? super.loadClass(name, resolve) : findClass(name);
                } catch (ClassNotFoundException e) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }
}
