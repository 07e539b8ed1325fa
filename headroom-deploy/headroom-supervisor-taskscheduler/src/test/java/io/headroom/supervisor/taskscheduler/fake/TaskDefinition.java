package io.headroom.supervisor.taskscheduler.fake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A task's definition as the scheduler reads it. */
final class TaskDefinition {
    private final String text;
    private final Document document;

    private TaskDefinition(String text, Document document) {
        this.text = text;
        this.document = document;
    }

    /** A definition that the scheduler does not take. */
    static final class BadDefinitionException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Kind kind;

        BadDefinitionException(Kind kind) {
            super(kind.toString());
            this.kind = kind;
        }

        enum Kind {
            MALFORMED,
            OUT_OF_RANGE
        }

        Kind kind() {
            return kind;
        }
    }

    /** Reads a file's bytes: UTF-16 with a byte order mark, and valid. */
    static TaskDefinition read(byte[] bytes) throws BadDefinitionException {
        if (bytes.length < 2 || bytes[0] != (byte) 0xFF || bytes[1] != (byte) 0xFE) {
            throw new BadDefinitionException(BadDefinitionException.Kind.MALFORMED);
        }
        Document document;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        } catch (SAXException e) {
            throw new BadDefinitionException(BadDefinitionException.Kind.MALFORMED);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        try {
            schema().newValidator().validate(new StreamSource(new ByteArrayInputStream(bytes)));
        } catch (SAXException e) {
            throw new BadDefinitionException(BadDefinitionException.Kind.OUT_OF_RANGE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new TaskDefinition(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE), document);
    }

    /** The restated part of the schema. */
    static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(TaskDefinition.class.getResource("task.xsd"));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether only an elevated caller may register it. */
    boolean needsElevation() {
        List<Element> logons = elements(document.getDocumentElement(), "LogonTrigger");
        return logons.stream().anyMatch(logon -> elements(logon, "UserId").isEmpty())
                || !elements(document.getDocumentElement(), "BootTrigger").isEmpty()
                || value("LogonType").filter("InteractiveToken"::equals).isEmpty()
                || value("RunLevel").filter("HighestAvailable"::equals).isPresent();
    }

    int triggers() {
        return elements(elements(document.getDocumentElement(), "Triggers").get(0), "*").stream()
                .filter(element -> element.getTagName().endsWith("Trigger"))
                .toList()
                .size();
    }

    boolean startsAtLogon() {
        return !elements(document.getDocumentElement(), "LogonTrigger").isEmpty();
    }

    Optional<Duration> interval() {
        return value("Interval").map(Duration::parse);
    }

    boolean enabled() {
        Element settings = elements(document.getDocumentElement(), "Settings").get(0);
        return elements(settings, "Enabled").stream().noneMatch(element -> element.getTextContent().equals("false"));
    }

    String command() {
        return value("Command").orElseThrow();
    }

    String folder() {
        return value("WorkingDirectory").orElse("/");
    }

    /** The arguments as the C run-time library of the program reads them from its command line. */
    List<String> arguments() {
        String line = value("Arguments").orElse("");
        List<String> arguments = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            int slashes = 0;
            while (i < line.length() && line.charAt(i) == '\\') {
                slashes++;
                i++;
            }
            boolean quote = i < line.length() && line.charAt(i) == '"';
            word.append("\\".repeat(quote ? slashes / 2 : slashes));
            begun |= slashes > 0;
            if (quote && slashes % 2 == 1) {
                word.append('"');
            } else if (quote) {
                quoted = !quoted;
                begun = true;
            } else if (i < line.length() && (quoted || (line.charAt(i) != ' ' && line.charAt(i) != '\t'))) {
                word.append(line.charAt(i));
                begun = true;
            } else if (begun) {
                arguments.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }
        if (begun) {
            arguments.add(word.toString());
        }
        return arguments;
    }

    /** The document with the switch as it is, in the character set of a console, which lacks most letters. */
    String text(boolean enabled) {
        int settings = text.indexOf("<Settings>");
        String rest = text.substring(settings).replaceFirst("<Enabled>[a-z]*</Enabled>", "<Enabled>" + enabled + "</Enabled>");
        return (text.substring(0, settings) + rest).replaceAll("[^\\x00-\\x7F]", "?");
    }

    private Optional<String> value(String name) {
        return elements(document.getDocumentElement(), name).stream()
                .map(Element::getTextContent)
                .findFirst();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
