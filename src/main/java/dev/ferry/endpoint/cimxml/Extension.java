package dev.ferry.endpoint.cimxml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * How the headers of an exchange are called. A request by M-POST (RFC 2774) chooses two digits, and puts them before the names of all headers
 * that are not HTTP's own; so does the answer to it.
 *
 * @param digits "" when the request came by POST
 */
record Extension(String digits) {
    private static final String URI = "http://www.dmtf.org/cim/mapping/http/v1.0";
    private static final Pattern DECLARED = Pattern.compile("\"?" + URI + "\"?\\s*;\\s*ns\\s*=\\s*\"?(\\d\\d)\"?");

    static Extension of(HttpRequest request) {
        Matcher matcher =
                DECLARED.matcher(request.getHeader("Man").map(HttpHeader::value).orElse(""));
        return new Extension(matcher.find() ? matcher.group(1) : "");
    }

    Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name(name)).map(HttpHeader::value);
    }

    HttpHeader header(String name, String value) {
        return RawHeader.create(name(name), value);
    }

    /** What the answer has to say of it. */
    List<HttpHeader> accepted() {
        return digits.isEmpty()
                ? List.of()
                : List.of(RawHeader.create("Ext", ""), RawHeader.create("Man", URI + ";ns=" + digits));
    }

    private String name(String name) {
        return digits.isEmpty() ? name : digits + "-" + name;
    }
}
