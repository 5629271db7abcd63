package dev.ferry.endpoint;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four things that the samples ask of WMI, over one protocol. */
interface SampleClient {
    /** The first object that a query finds. */
    Seen first(String query) throws Exception;

    /** The class, for the parameters that its method takes. */
    List<String> inParameters(String className, String method) throws Exception;

    /** Texts are sent as texts, whatever the parameter is declared as. */
    Seen execute(String path, String method, Map<String, String> inParameters) throws Exception;

    Seen get(String path) throws Exception;

    /**
     * An object, or what a method gave back.
     *
     * @param path of the object, or of the job; as it was served, to be sent back
     */
    record Seen(String path, Map<String, String> values) {
        public Seen {
            values = Map.copyOf(values);
        }

        String text(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new AssertionError(name + " is not in " + values);
            }
            return value;
        }

        int number(String name) {
            return Integer.parseInt(text(name));
        }
    }

    /** Both protocols declare classes in the words of CIM-XML. */
    static List<String> declaredIn(String declaration, String method) {
        Matcher declared = Pattern.compile("<METHOD NAME=\"" + method + "\".*?</METHOD>", Pattern.DOTALL)
                .matcher(declaration);
        if (!declared.find()) {
            throw new AssertionError("no " + method + " in " + declaration);
        }
        return Pattern.compile("<PARAMETER[.A-Z]* NAME=\"([^\"]+)\"((?:(?!</PARAMETER).)*)")
                .matcher(declared.group())
                .results()
                .filter(parameter -> Pattern.compile("(?i)<QUALIFIER NAME=\"in\"[^>]*><VALUE>true</VALUE>")
                        .matcher(parameter.group(2))
                        .find())
                .map(parameter -> parameter.group(1))
                .toList();
    }

    /** What stands in the first place where the pattern's group is; "" for nowhere. */
    static String part(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
