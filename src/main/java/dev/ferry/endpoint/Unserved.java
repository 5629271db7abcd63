package dev.ferry.endpoint;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a door of CIM says to requests that its protocol gets nothing to answer of. */
public final class Unserved {
    private static final Logger LOG = LoggerFactory.getLogger(Unserved.class);

    private Unserved() {}

    /** The body is taken and thrown away, so that the connection can be used again. */
    public static CompletionStage<HttpResponse> unread(
            HttpRequest request, HttpResponse response, ActorSystem<?> system) {
        return request.discardEntityBytes(system).completionStage().handle((_, _) -> response);
    }

    /** To a body that is too large, and when whatever is behind the door failed. */
    public static HttpResponse failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof EntityStreamSizeException) {
            return HttpResponse.create()
                    .withStatus(StatusCodes.CONTENT_TOO_LARGE)
                    .withEntity("a request has at most " + Listener.BODY_BYTES_MAX + " bytes\n");
        }
        LOG.warn("a request could not be answered: {}", cause.toString());
        return HttpResponse.create()
                .withStatus(StatusCodes.SERVICE_UNAVAILABLE)
                .withEntity("not now: " + cause.getMessage() + "\n");
    }
}
