package dev.ferry.endpoint;

import dev.ferry.model.Caller;
import dev.ferry.security.Accounts;
import dev.ferry.security.Principal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The one place where a door learns who asks: HTTP's Basic, held against the accounts of the cluster. */
public final class BasicLogin {
    private static final String SCHEME = "basic ";
    private static final String CHALLENGE = "Basic realm=\"ferry\"";

    private final Accounts accounts;
    private final Executor blocking;

    /** What somebody says who they are. */
    public record Credentials(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code blocking} has the threads on which passwords are checked. */
    public BasicLogin(Accounts accounts, Executor blocking) {
        this.accounts = accounts;
        this.blocking = blocking;
    }

    /** Who it is, or nobody; the body of the request is not touched. Fails when the accounts cannot be read. */
    public CompletionStage<Optional<Visitor>> visitor(HttpRequest request, String door) {
        Optional<Credentials> told = credentials(request);
        if (told.isEmpty() || isForeign(request)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String address = address(request);
        return verified(told.get(), address)
                .thenApply(known -> known.map(principal -> visitor(principal, door, address)));
    }

    /** Who says so rightly. Only who was not found right a moment ago is looked up, on a thread that may wait. */
    public CompletionStage<Optional<Principal>> verified(Credentials told, String address) {
        Optional<Principal> known = accounts.remembered(told.name(), told.password());
        return known.isPresent()
                ? CompletableFuture.completedFuture(known)
                : CompletableFuture.supplyAsync(() -> accounts.verify(told.name(), told.password(), address), blocking);
    }

    private static Visitor visitor(Principal principal, String door, String address) {
        boolean mayChange =
                switch (principal.role()) {
                    case ADMIN -> true;
                    case VIEWER -> false;
                };
        return new Visitor(new Caller(principal.name(), door, address), mayChange);
    }

    /** To whoever is nobody: some clients only now send what they know. Empty, as they all expect it. */
    public static HttpResponse challenge() {
        return HttpResponse.create()
                .withStatus(StatusCodes.UNAUTHORIZED)
                .addHeader(RawHeader.create("WWW-Authenticate", CHALLENGE));
    }

    /** What the request says who asks; empty when it says nothing that can be read. */
    public static Optional<Credentials> credentials(HttpRequest request) {
        String value = request.getHeader("Authorization").map(HttpHeader::value).orElse("");
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(value.substring(SCHEME.length()).strip());
            String text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** A browser sends what it knows of our password along with requests that other sites' pages make it send. */
    public static boolean isForeign(HttpRequest request) {
        String from = request.getHeader("Sec-Fetch-Site").map(HttpHeader::value).orElse("none");
        return !List.of("none", "same-origin").contains(from);
    }

    /** Where it came from; "" when nobody knows. */
    public static String address(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(RemoteAddress::getAddress)
                .map(InetAddress::getHostAddress)
                .orElse("");
    }
}
