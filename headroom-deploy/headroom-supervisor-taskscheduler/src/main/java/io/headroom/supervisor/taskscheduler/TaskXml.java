package io.headroom.supervisor.taskscheduler;

import io.headroom.api.change.FileContent;
import io.headroom.api.provider.Scope;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the definition of a task, see the Task Scheduler Schema in Microsoft's documentation, and [MS-TSCH] 2.5. The defaults of that
 * schema are made for errands, so everything that would end a service is said: the limit of 72 hours, the rules about batteries, the
 * low priority.
 *
 * <p>A task is registered switched off; starting it switches it on.
 */
final class TaskXml {
    private static final String NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task";
    private static final String PRINCIPAL = "Author";
    /** Any time in the past: the repetition counts from it. */
    private static final String LONG_AGO = "2020-01-01T00:00:00";

    private final XMLStreamWriter xml;
    private int depth;

    private TaskXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * A task.
     *
     * @param description what it is for
     * @param user the account that it runs as, a SID or a name
     * @param scope whether the account's logon starts it, or the machine's start, with nobody there
     * @param tick how often the clock starts it, as an ISO 8601 duration; empty: only who asks does, and no logon either
     * @param command the program and its arguments
     * @param folder where it runs
     */
    record Definition(
            String description, String user, Scope scope, Optional<String> tick, List<String> command, String folder) {
        Definition {
            command = List.copyOf(command);
        }
    }

    /** Writes a definition in UTF-16 with a byte order mark, which every schtasks reads. */
    static FileContent write(Definition task) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-16", "1.0");
            new TaskXml(xml).task(task);
            xml.writeCharacters("\n");
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory could not be written", e);
        }
        return FileContent.of(("\uFEFF" + text.toString().replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE));
    }

    private void task(Definition task) throws XMLStreamException {
        newLine();
        xml.writeStartElement("Task");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeAttribute("version", "1.2");
        depth++;
        open("RegistrationInfo");
        leaf("Author", "Headroom");
        leaf("Description", task.description());
        close();
        open("Triggers");
        triggers(task);
        close();
        principal(task);
        settings();
        open("Actions", "Context", PRINCIPAL);
        open("Exec");
        leaf("Command", task.command().get(0));
        Optional.of(Arguments.line(task.command().subList(1, task.command().size())))
                .filter(line -> !line.isEmpty())
                .ifPresent(line -> leaf("Arguments", line));
        leaf("WorkingDirectory", task.folder());
        close();
        close();
        close();
    }

    private void triggers(Definition task) throws XMLStreamException {
        if (task.tick().isEmpty()) {
            return;
        }
        // The order of the children is fixed.
        if (task.scope() == Scope.SYSTEM) {
            open("BootTrigger");
            leaf("Enabled", "true");
        } else {
            open("LogonTrigger");
            leaf("Enabled", "true");
            // Without it any account's logon counts, which only an administrator may register.
            leaf("UserId", task.user());
        }
        close();
        open("TimeTrigger");
        leaf("Enabled", "true");
        leaf("StartBoundary", LONG_AGO);
        open("Repetition");
        leaf("Interval", task.tick().orElseThrow());
        leaf("StopAtDurationEnd", "false");
        close();
        close();
    }

    private void principal(Definition task) throws XMLStreamException {
        open("Principals");
        open("Principal", "id", PRINCIPAL);
        leaf("UserId", task.user());
        leaf("LogonType", task.scope() == Scope.SYSTEM ? "S4U" : "InteractiveToken");
        leaf("RunLevel", "LeastPrivilege");
        close();
        close();
    }

    private void settings() throws XMLStreamException {
        open("Settings");
        // So the clock's next tick is the restart after a crash, and no second instance while one runs.
        leaf("MultipleInstancesPolicy", "IgnoreNew");
        leaf("DisallowStartIfOnBatteries", "false");
        leaf("StopIfGoingOnBatteries", "false");
        leaf("AllowHardTerminate", "true");
        leaf("StartWhenAvailable", "true");
        leaf("AllowStartOnDemand", "true");
        leaf("Enabled", "false");
        leaf("Hidden", "false");
        leaf("ExecutionTimeLimit", "PT0S");
        leaf("Priority", "5");
        close();
    }

    private void open(String name, String... attribute) throws XMLStreamException {
        newLine();
        xml.writeStartElement(name);
        if (attribute.length > 0) {
            xml.writeAttribute(attribute[0], attribute[1]);
        }
        depth++;
    }

    private void close() throws XMLStreamException {
        depth--;
        newLine();
        xml.writeEndElement();
    }

    private void leaf(String name, String text) {
        try {
            newLine();
            xml.writeStartElement(name);
            xml.writeCharacters(text);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory could not be written", e);
        }
    }

    private void newLine() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
