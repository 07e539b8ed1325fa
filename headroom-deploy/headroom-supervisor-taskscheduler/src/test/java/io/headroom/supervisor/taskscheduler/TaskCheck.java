package io.headroom.supervisor.taskscheduler;

import io.headroom.api.provider.Scope;
import io.headroom.supervisor.taskscheduler.fake.TaskDefinition;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What can be checked about a task's definition without a Windows: the restated schema, and rules of which it knows nothing. */
final class TaskCheck {
    private TaskCheck() {}

    /** Everything that is wrong with a definition; empty if nothing is. */
    static List<String> problems(byte[] file, Scope scope) {
        List<String> problems = new ArrayList<>();
        Document document;
        try {
            // Encoding, byte order mark, schema.
            TaskDefinition definition = TaskDefinition.read(file);
            if (scope != Scope.SYSTEM && definition.needsElevation()) {
                problems.add("only an administrator may register it");
            }
            document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(file));
        } catch (Exception e) {
            return List.of(e.toString());
        }
        Element task = document.getDocumentElement();
        Element settings = element(task, "Settings");
        expect(problems, settings, "ExecutionTimeLimit", "PT0S", "it is ended after 72 hours");
        expect(problems, settings, "DisallowStartIfOnBatteries", "false", "no start on batteries");
        expect(problems, settings, "StopIfGoingOnBatteries", "false", "it is ended on batteries");
        expect(problems, settings, "MultipleInstancesPolicy", "IgnoreNew", "a tick starts a second instance");
        expect(problems, settings, "StartWhenAvailable", "true", "a missed start is lost");
        expect(problems, settings, "Priority", "5", "it is slow");
        expect(problems, settings, "Hidden", "false", "it is not seen");
        expect(problems, element(task, "Principal"), "RunLevel", "LeastPrivilege", "it runs elevated");
        if (!text(task, "Command").endsWith("javaw.exe")) {
            problems.add("the program has a console");
        }
        if (task.getElementsByTagName("RestartOnFailure").getLength() > 0) {
            problems.add("RestartOnFailure, on which nobody can rely");
        }
        return problems;
    }

    /** The arguments as the program gets them. */
    static List<String> arguments(byte[] file) throws Exception {
        return TaskDefinition.read(file).arguments();
    }

    private static void expect(List<String> problems, Element parent, String name, String value, String otherwise) {
        if (!text(parent, name).equals(value)) {
            problems.add(name + " is not " + value + ": " + otherwise);
        }
    }

    private static Element element(Element parent, String name) {
        return (Element) parent.getElementsByTagName(name).item(0);
    }

    private static String text(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        return nodes.getLength() == 1 ? nodes.item(0).getTextContent() : "";
    }
}
