package io.headroom.supervisor.launchd;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a property list in Apple's XML form, see plist(5): texts, integers, booleans, lists, and dictionaries in the order of their
 * keys' insertion. Any text that XML can hold comes back unchanged.
 */
final class PropertyList {
    private static final String DOCTYPE = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
            + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";

    private final XMLStreamWriter xml;

    private PropertyList(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes a document.
     *
     * @param root the outermost dictionary; values are {@link String}, {@link Integer}, {@link Boolean}, {@link List} or {@link Map}
     * @param comment stands before it
     * @return the document, to be stored in UTF-8
     * @throws IllegalArgumentException if a text has a character that XML cannot hold
     */
    static String write(Map<String, ?> root, String comment) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeDTD(DOCTYPE);
            xml.writeCharacters("\n");
            xml.writeComment(" " + comment + " ");
            xml.writeCharacters("\n");
            xml.writeStartElement("plist");
            xml.writeAttribute("version", "1.0");
            new PropertyList(xml).value(root, "\n");
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory could not be written", e);
        }
        return text.toString();
    }

    /** Whether XML can hold a text, and hands it back as it was: control characters are lost or changed on the way. */
    static boolean holds(String text) {
        return text.codePoints().noneMatch(c -> c < ' ' || c == 0xFFFE || c == 0xFFFF || (c >= 0xD800 && c <= 0xDFFF));
    }

    private void value(Object value, String indent) throws XMLStreamException {
        xml.writeCharacters(indent);
        if (value instanceof String text) {
            element("string", text);
        } else if (value instanceof Integer number) {
            element("integer", number.toString());
        } else if (value instanceof Boolean truth) {
            xml.writeEmptyElement(truth.toString());
        } else if (value instanceof List<?> list) {
            xml.writeStartElement("array");
            for (Object member : list) {
                value(member, indent + "  ");
            }
            xml.writeCharacters(indent);
            xml.writeEndElement();
        } else if (value instanceof Map<?, ?> map) {
            xml.writeStartElement("dict");
            for (Map.Entry<?, ?> member : map.entrySet()) {
                xml.writeCharacters(indent + "  ");
                element("key", (String) member.getKey());
                value(member.getValue(), indent + "  ");
            }
            xml.writeCharacters(indent);
            xml.writeEndElement();
        } else {
            throw new IllegalArgumentException("no value of a property list: " + value);
        }
    }

    private void element(String name, String text) throws XMLStreamException {
        if (!holds(text)) {
            throw new IllegalArgumentException("a text that XML cannot hold: " + text);
        }
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
