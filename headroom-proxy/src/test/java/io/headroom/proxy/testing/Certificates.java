package io.headroom.proxy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates made for one run with the JDK's own keytool: an authority, and a server that it vouches for. */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path authority;
    private final AtomicInteger servers = new AtomicInteger();

    private Certificates(Path directory, Path authority) {
        this.directory = directory;
        this.authority = authority;
    }

    /** Makes an authority in a folder. */
    public static Certificates in(Path directory) throws IOException {
        Path store = directory.resolve("authority.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Test Authority",
                "-validity",
                "2",
                "-ext",
                "bc:c",
                "-keystore",
                store.toString());
        Path file = directory.resolve("authority.pem");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", store.toString(), "-file", file.toString());
        return new Certificates(directory, file);
    }

    /** The authority's certificate. */
    public Path authority() {
        return authority;
    }

    /** A server's context with a certificate for a name such as {@code dns:localhost}. */
    public SSLContext server(String name) throws IOException, GeneralSecurityException {
        String store = directory
                .resolve("server-" + servers.incrementAndGet() + ".p12")
                .toString();
        String request = directory.resolve("request.csr").toString();
        String signed = directory.resolve("signed.pem").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Test Server",
                "-validity",
                "2",
                "-keystore",
                store);
        keytool("-certreq", "-alias", "s", "-keystore", store, "-file", request);
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-keystore",
                directory.resolve("authority.p12").toString(),
                "-ext",
                "san=" + name,
                "-infile",
                request,
                "-outfile",
                signed,
                "-rfc",
                "-validity",
                "2");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", store, "-file", authority.toString());
        keytool("-importcert", "-noprompt", "-alias", "s", "-keystore", store, "-file", signed);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
