package dev.ferry.cim.xml;

/** An attribute; its namespace is "" where it has none. */
public record XmlAttribute(String namespace, String name, String value) {}
