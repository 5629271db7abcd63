package dev.ferry.cim.mof;

/** Where something stands in a text; both count from 1. */
public record Place(String source, int line, int column) {
    @Override
    public String toString() {
        return source + ", line " + line + ", column " + column;
    }
}
