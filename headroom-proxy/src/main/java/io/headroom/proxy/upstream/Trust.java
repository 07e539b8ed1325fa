package io.headroom.proxy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS connections trust: the JDK's roots and the certificates of extra files, or whatever a given {@link SSLContext} trusts. What
 * was refused last is remembered by host, since the exception that surfaces at the socket seldom says why. Thread-safe; the context is
 * made at its first use, as that takes a while.
 */
public final class Trust {
    private final List<Path> caFiles;
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private @Nullable SSLContext context;

    private Trust(List<Path> caFiles, @Nullable SSLContext context) {
        this.caFiles = caFiles;
        this.context = context;
    }

    /** Trusts the JDK's roots and the certificates in PEM or DER files. */
    public static Trust of(List<Path> caFiles) {
        return new Trust(List.copyOf(caFiles), null);
    }

    /** Trusts what a context trusts. */
    public static Trust of(SSLContext context) {
        return new Trust(List.of(), context);
    }

    /** The context; the first call reads files and must not be made on an I/O thread. */
    synchronized SSLContext context() throws IOException, GeneralSecurityException {
        SSLContext made = context;
        if (made == null) {
            made = SSLContext.getInstance("TLS");
            made.init(null, new TrustManager[] {new Remembering(trustManager())}, null);
            context = made;
        }
        return made;
    }

    /** Why the chain of a host was refused last, if it was. */
    Optional<String> refusal(String host) {
        return Optional.ofNullable(refusals.get(host));
    }

    private X509ExtendedTrustManager trustManager() throws IOException, GeneralSecurityException {
        X509ExtendedTrustManager standard = manager(null);
        if (caFiles.isEmpty()) {
            return standard;
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (X509Certificate root : standard.getAcceptedIssuers()) {
            all.setCertificateEntry("root-" + number++, root);
        }
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        for (Path file : caFiles) {
            try (InputStream in = Files.newInputStream(file)) {
                for (Certificate extra : certificates.generateCertificates(in)) {
                    all.setCertificateEntry("extra-" + number++, extra);
                }
            }
        }
        return manager(all);
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JDK has no trust manager that checks host names");
    }

    /** Passes everything on and notes refusals. */
    private final class Remembering extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager judge;

        Remembering(X509ExtendedTrustManager judge) {
            this.judge = judge;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            try {
                judge.checkServerTrusted(chain, authType, engine);
                refusals.remove(engine.getPeerHost());
            } catch (CertificateException e) {
                refusals.put(engine.getPeerHost(), explain(chain, e));
                throw e;
            }
        }

        private String explain(X509Certificate[] chain, CertificateException refusal) {
            String issuer = chain.length == 0
                    ? "nobody"
                    : chain[chain.length - 1].getIssuerX500Principal().getName();
            return refusal.getMessage() + "; the chain was issued by \"" + issuer
                    + "\"; if that is your own authority, add its certificate with ca-file";
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            judge.checkServerTrusted(chain, authType, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            judge.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            judge.checkClientTrusted(chain, authType, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            judge.checkClientTrusted(chain, authType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            judge.checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return judge.getAcceptedIssuers();
        }
    }
}
