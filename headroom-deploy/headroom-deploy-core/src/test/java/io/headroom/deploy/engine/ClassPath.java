package io.headroom.deploy.engine;

import io.headroom.api.change.Change;
import io.headroom.api.testkit.host.FileTree;
import io.headroom.deploy.file.Steps;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.tomlj.Toml;
import tools.jackson.core.JsonParser;

/** Where the classes of these tests lie, for a process of their own: module path and class path differ between builds. */
final class ClassPath {
    private ClassPath() {}

    static String ofTests() throws URISyntaxException {
        Set<String> all = new LinkedHashSet<>();
        for (Class<?> type : new Class<?>[] {
            Steps.class, Victim.class, Change.class, FileTree.class, JsonParser.class, Toml.class, NullMarked.class
        }) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source != null) {
                all.add(Path.of(source.getLocation().toURI()).toString());
            }
        }
        Path classes = Path.of(
                Steps.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        all.add(classes.resolveSibling("test-classes").toString());
        all.add(System.getProperty("java.class.path", ""));
        all.add(System.getProperty("jdk.module.path", ""));
        return String.join(java.io.File.pathSeparator, all);
    }
}
