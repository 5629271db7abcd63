package dev.ferry.endpoint.rest;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers requests that are not even HTTP, before any route sees them. Nothing of them is logged: it may be a password that was
 * put in the wrong place.
 */
public final class UnreadRequests extends ParsingErrorHandler {
    /** Pekko finds the handler by the name of its class, and looks for a Scala object's only instance. */
    public static final UnreadRequests MODULE$ = new UnreadRequests();

    private UnreadRequests() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        Refusal refusal = new Refusal(
                ReturnCode.INCORRECT_DATA_TYPE, "the request cannot be read: " + error.summary(), "send HTTP/1.1");
        return new Problem(status.intValue(), refusal).response();
    }
}
