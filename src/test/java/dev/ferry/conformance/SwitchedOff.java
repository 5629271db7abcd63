package dev.ferry.conformance;

import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.schema.CimClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;

/** Switches rows of the document off, each by itself, to see whether its test notices. */
record SwitchedOff(Conformance conformance) {
    static final int ROWS = 50;

    /** Of fifty rows that the seed chooses; {@code seen} is what they tell as long as nothing is switched off. */
    List<String> unnoticed(Map<String, String> seen, long seed) throws Exception {
        Map<String, String> rows = new TreeMap<>(ConformanceDocument.rows());
        List<String> chosen = new ArrayList<>(rows.keySet());
        Collections.shuffle(chosen, new Random(seed));
        List<String> unnoticed = new ArrayList<>();
        for (String row : chosen.subList(0, ROWS)) {
            boolean isMethod = conformance.checks().containsKey(row);
            if (isMethod ? doesWithout(row) : shownWithout(row).equals(seen.get(row))) {
                unnoticed.add(row);
            }
        }
        return unnoticed;
    }

    private String shownWithout(String name) throws Exception {
        Row row = Row.of(name);
        CimClient client = Shown.without(conformance.client(row.namespace()), row.className(), row.member());
        CimClass owner = client.scope().schema().require(row.className());
        try {
            return conformance.properties(client, owner).get(row.member());
        } catch (IllegalStateException e) {
            return "an instance without its key: " + e.getMessage();
        }
    }

    private boolean doesWithout(String name) throws Exception {
        CimClient client = conformance.client(Row.of(name).namespace());
        CimClient without =
                new CimClient(client.scope(), client.objects(), new Invoker(client.objects(), new MethodTable()));
        try {
            conformance.checks().get(name).hold(without);
            return true;
        } catch (AssertionError | NoSuchElementException _) {
            return false;
        }
    }
}
