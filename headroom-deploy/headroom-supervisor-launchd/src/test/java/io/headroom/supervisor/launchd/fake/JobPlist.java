package io.headroom.supervisor.launchd.fake;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A job's file as launchd knows it since it was loaded: later changes of the file do not reach it. */
final class JobPlist {
    private final Map<String, Object> keys;

    private JobPlist(Map<String, Object> keys) {
        this.keys = keys;
    }

    /** Reads a file, or gives nothing if launchd would not load it: missing, malformed, or writable by others. */
    static Optional<JobPlist> load(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                return Optional.empty();
            }
            DocumentBuilder builder =
                    DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            // The grammar lies on a server that is never asked.
            builder.setEntityResolver((name, place) -> new InputSource(new StringReader("")));
            Element root = builder.parse(new InputSource(new StringReader(Files.readString(file))))
                    .getDocumentElement();
            JobPlist plist = new JobPlist(map(children(root).get(0)));
            return plist.complete() ? Optional.of(plist) : Optional.empty();
        } catch (IOException | SAXException | RuntimeException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean complete() {
        return keys.get("Label") instanceof String && keys.get("ProgramArguments") instanceof List<?> list && !list.isEmpty();
    }

    private static Map<String, Object> map(Element dict) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Element> members = children(dict);
        for (int i = 0; i < members.size(); i += 2) {
            map.put(members.get(i).getTextContent(), value(members.get(i + 1)));
        }
        return map;
    }

    private static Object value(Element element) {
        return switch (element.getTagName()) {
            case "string" -> element.getTextContent();
            case "integer" -> Integer.valueOf(element.getTextContent().strip());
            case "true" -> true;
            case "false" -> false;
            case "array" -> children(element).stream().map(JobPlist::value).toList();
            case "dict" -> map(element);
            default -> throw new IllegalArgumentException("no value: " + element.getTagName());
        };
    }

    private static List<Element> children(Node parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    String label() {
        return text("Label").orElseThrow();
    }

    List<String> arguments() {
        return ((List<?>) keys.get("ProgramArguments")).stream().map(String.class::cast).toList();
    }

    Optional<String> text(String key) {
        return Optional.ofNullable((String) keys.get(key));
    }

    int number(String key, int otherwise) {
        return (Integer) keys.getOrDefault(key, otherwise);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(keys.get(key));
    }

    Map<?, ?> dictionary(String key) {
        return keys.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** Any form of KeepAlive implies a first start. */
    boolean startsWhenLoaded() {
        return flag("RunAtLoad") || flag("KeepAlive") || !dictionary("KeepAlive").isEmpty();
    }

    boolean comesBackAfter(int exitCode) {
        Map<?, ?> conditions = dictionary("KeepAlive");
        Object successful = conditions.get("SuccessfulExit");
        return flag("KeepAlive")
                || (successful != null && successful.equals(exitCode == 0))
                || (Boolean.TRUE.equals(conditions.get("Crashed")) && exitCode > 128);
    }
}
