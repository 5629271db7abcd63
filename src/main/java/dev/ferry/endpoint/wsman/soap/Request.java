package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.xml.XmlElement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request, as far as its headers can be understood alone.
 *
 * @param resource empty where no URI was sent
 * @param options what was switched on or off, by names in lower case
 * @param messageId "" where there was none: some clients send it empty
 * @param body the first element of the body
 */
public record Request(
        String action,
        Optional<ResourceUri> resource,
        String messageId,
        List<Selector> selectors,
        Map<String, Boolean> options,
        int envelopeBytesMax,
        Optional<Duration> timeout,
        Optional<XmlElement> body) {
    public Request {
        selectors = List.copyOf(selectors);
        options = Map.copyOf(options);
    }

    /** The namespace that its selectors tell; "" when none does. */
    public String namespaceSelector() {
        return selectors.stream()
                .filter(Request::isNamespace)
                .map(selector -> selector.value().text().strip())
                .findFirst()
                .orElse("");
    }

    /** Those that name the instance. */
    public List<Selector> keys() {
        return selectors.stream().filter(selector -> !isNamespace(selector)).toList();
    }

    private static boolean isNamespace(Selector selector) {
        return selector.name().equalsIgnoreCase(Uris.NAMESPACE_SELECTOR);
    }
}
