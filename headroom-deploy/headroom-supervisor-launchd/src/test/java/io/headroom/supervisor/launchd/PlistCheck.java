package io.headroom.supervisor.launchd;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import com.dd.plist.PropertyListParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What can be checked about a job's file without a Mac: the grammar, by a restated DTD; the values, by a second parser; and the keys of
 * launchd.plist(5) with their types.
 */
final class PlistCheck {
    private enum Type {
        TEXT,
        NUMBER,
        TRUTH,
        LIST,
        MAP
    }

    private static final Map<String, Set<Type>> KEYS = Map.ofEntries(
            Map.entry("Label", Set.of(Type.TEXT)),
            Map.entry("ProgramArguments", Set.of(Type.LIST)),
            Map.entry("RunAtLoad", Set.of(Type.TRUTH)),
            Map.entry("KeepAlive", Set.of(Type.TRUTH, Type.MAP)),
            Map.entry("ThrottleInterval", Set.of(Type.NUMBER)),
            Map.entry("ExitTimeOut", Set.of(Type.NUMBER)),
            Map.entry("StartInterval", Set.of(Type.NUMBER)),
            Map.entry("ProcessType", Set.of(Type.TEXT)),
            Map.entry("UserName", Set.of(Type.TEXT)),
            Map.entry("WorkingDirectory", Set.of(Type.TEXT)),
            Map.entry("StandardOutPath", Set.of(Type.TEXT)),
            Map.entry("StandardErrorPath", Set.of(Type.TEXT)),
            Map.entry("EnvironmentVariables", Set.of(Type.MAP)),
            Map.entry("Umask", Set.of(Type.NUMBER)),
            Map.entry("SoftResourceLimits", Set.of(Type.MAP)));

    private static final Set<String> PROCESS_TYPES = Set.of("Background", "Standard", "Adaptive", "Interactive");

    private PlistCheck() {}

    /** Everything that is wrong with a file; empty if nothing is. */
    static List<String> problems(byte[] file, String name) {
        List<String> problems = new ArrayList<>(grammar(file));
        try {
            if (PropertyListParser.parse(file) instanceof NSDictionary dictionary) {
                problems.addAll(keys(dictionary, name));
            } else {
                problems.add("the top level is no dictionary");
            }
        } catch (Exception e) {
            problems.add("second parser: " + e);
        }
        return problems;
    }

    private static List<String> grammar(byte[] file) {
        List<String> problems = new ArrayList<>();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setValidating(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setEntityResolver((id, place) -> new InputSource(PlistCheck.class.getResourceAsStream("plist.dtd")));
            builder.setErrorHandler(new ErrorHandler() {
                @Override
                public void warning(SAXParseException e) {
                    problems.add("grammar: " + e);
                }

                @Override
                public void error(SAXParseException e) {
                    problems.add("grammar: " + e);
                }

                @Override
                public void fatalError(SAXParseException e) throws SAXException {
                    throw e;
                }
            });
            builder.parse(new ByteArrayInputStream(file));
        } catch (SAXException e) {
            problems.add("grammar: " + e);
        } catch (IOException | javax.xml.parsers.ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        return problems;
    }

    private static List<String> keys(NSDictionary job, String name) {
        List<String> problems = new ArrayList<>();
        job.getHashMap().forEach((key, value) -> {
            if (!KEYS.getOrDefault(key, Set.of()).contains(type(value))) {
                problems.add(key + " is unknown, or no " + type(value));
            }
        });
        if (!name.equals(text(job, "Label") + ".plist")) {
            problems.add("the file is not called as the label " + text(job, "Label"));
        }
        if (!(job.get("ProgramArguments") instanceof NSArray arguments)
                || arguments.count() == 0
                || !texts(List.of(arguments.getArray()))
                || !arguments.objectAtIndex(0).toString().startsWith("/")) {
            problems.add("ProgramArguments is no list of texts that begins with an absolute path");
        }
        for (String key : List.of("WorkingDirectory", "StandardOutPath", "StandardErrorPath")) {
            if (job.containsKey(key) && !text(job, key).startsWith("/")) {
                problems.add(key + " is not absolute; launchd expands nothing");
            }
        }
        if (job.get("EnvironmentVariables") instanceof NSDictionary variables
                && !texts(List.copyOf(variables.getHashMap().values()))) {
            problems.add("EnvironmentVariables has a value that is no text");
        }
        if (job.get("KeepAlive") instanceof NSDictionary conditions
                && !conditions.getHashMap().keySet().equals(Set.of("SuccessfulExit"))) {
            problems.add("KeepAlive has other conditions: " + conditions.getHashMap().keySet());
        }
        if (!PROCESS_TYPES.contains(job.containsKey("ProcessType") ? text(job, "ProcessType") : "Standard")) {
            problems.add("ProcessType " + text(job, "ProcessType"));
        }
        return problems;
    }

    private static boolean texts(List<NSObject> values) {
        return values.stream().allMatch(NSString.class::isInstance);
    }

    private static String text(NSDictionary job, String key) {
        return String.valueOf(job.get(key));
    }

    private static Type type(NSObject value) {
        if (value instanceof NSNumber number) {
            return number.isBoolean() ? Type.TRUTH : Type.NUMBER;
        }
        if (value instanceof NSArray) {
            return Type.LIST;
        }
        return value instanceof NSDictionary ? Type.MAP : Type.TEXT;
    }
}
