package dev.ferry.cim.xml;

/** How much XML anybody may send at once. */
public record XmlLimits(
        int charactersMax, int depthMax, int elementsMax, int attributesMax, int attributeCharactersMax) {
    /** Ample for one instance: the biggest real one has some hundred properties and lies ten elements deep. */
    public static final XmlLimits INSTANCE = new XmlLimits(1024 * 1024, 32, 20_000, 16, 4096);
}
