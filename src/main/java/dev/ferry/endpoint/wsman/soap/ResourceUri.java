package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.value.Names;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is about, as its URI says it: WMI's form has the namespace in it, the standard's leaves it to a selector. Answers use
 * the form of the question.
 *
 * @param namespace "" where the form has none
 * @param className {@code *} for all
 */
public record ResourceUri(Form form, String namespace, String className) {
    /** In place of the name of a class. */
    public static final String ALL = "*";

    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";
    private static final String STANDARD = "http://schemas.dmtf.org/wbem/wscim/1/";
    /** Not instances of classes but the classes themselves; the selector tells which. */
    private static final Form OF_CLASSES = new Form("http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/", false);

    private static final Pattern CLASSES =
            Pattern.compile("(?i)(http://schemas\\.[\\w.-]+/wbem/wscim/1/)(?:cim-schema/2/)?([^/]*)");

    /** How the URI of a class is made of its namespace and its name. */
    public record Form(String prefix, boolean hasNamespace) {
        public static final Form OF_WMI = new Form(WMI, true);

        public String uri(String namespace, String className) {
            return prefix + (hasNamespace ? namespace + "/" : "") + className;
        }

        /** Whether it is that of declarations, not that of instances. */
        public boolean isOfClasses() {
            return equals(OF_CLASSES);
        }
    }

    public static Optional<ResourceUri> parse(String text) {
        String uri = text.strip();
        if (uri.regionMatches(true, 0, WMI, 0, WMI.length())) {
            int last = uri.lastIndexOf('/');
            return last < WMI.length()
                    ? Optional.empty()
                    : of(Form.OF_WMI, uri.substring(WMI.length(), last), uri.substring(last + 1));
        }
        String ofClasses = OF_CLASSES.prefix();
        if (uri.regionMatches(true, 0, ofClasses, 0, ofClasses.length())) {
            return of(OF_CLASSES, "", uri.substring(ofClasses.length()));
        }
        Matcher matcher = CLASSES.matcher(uri);
        return matcher.matches()
                ? of(new Form(matcher.group(1) + "cim-schema/2/", false), "", matcher.group(2))
                : Optional.empty();
    }

    private static Optional<ResourceUri> of(Form form, String namespace, String className) {
        boolean isOne = className.equals(ALL) || Names.isName(className);
        return isOne ? Optional.of(new ResourceUri(form, namespace, className)) : Optional.empty();
    }

    /** The form of the standard itself. */
    public static Form standard() {
        return new Form(STANDARD + "cim-schema/2/", false);
    }

    /** Whether it is about the declaration of a class. */
    public boolean isOfClasses() {
        return form.isOfClasses();
    }

    public boolean isAll() {
        return className.equals(ALL);
    }
}
