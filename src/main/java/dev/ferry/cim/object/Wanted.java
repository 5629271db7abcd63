package dev.ferry.cim.object;

/**
 * What a question says about the rows that it is after, so that not all need to be read; null says nothing. The rows that come may
 * be more than what was wanted, never fewer: who asks still holds the whole condition against each instance.
 *
 * @param name the name of the row, in which {@code *} is any text and {@code ?} any one character, in any letter case
 * @param id the text of a key by which a row is known
 */
public record Wanted(String name, String id) {
    public static final Wanted ALL = new Wanted(null, null);
}
