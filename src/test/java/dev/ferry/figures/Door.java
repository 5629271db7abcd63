package dev.ferry.figures;

import java.io.IOException;

/** The same questions in the words of one door. Each answers how many instances came. */
interface Door {
    String name();

    Wire.Target target();

    /** One system by its path. */
    int get(Wire wire, String id) throws IOException;

    /** All systems, by pages of that many. */
    int enumerate(Wire wire, int page) throws IOException;

    /** What a query gives, all of it. */
    int query(Wire wire, String wql) throws IOException;

    /** GetSummaryInformation of one system. */
    int invoke(Wire wire, String id) throws IOException;
}
