package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Toy;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.value.CimValue;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.wsman.soap.Reply;
import dev.ferry.model.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of the door over a small namespace, without a wire: what is sent is what a recorded client sent. */
final class ToyDoor {
    static final Visitor ANNA = new Visitor(new Caller("anna", "wsman", "192.0.2.7"), true);
    private static final Pattern CONTEXT = Pattern.compile("<wsen:EnumerationContext>([^<]*)<");
    private static final UUID ID = UUID.fromString("0a0a0a0a-0000-4000-8000-000000000001");

    final List<Invocation> calls = new ArrayList<>();
    /** A call of Refresh waits for it. */
    final CountDownLatch slow = new CountDownLatch(1);

    private final Operations operations;

    ToyDoor(Toy toy) {
        Objects objects = toy.objects();
        MethodTable methods = new MethodTable()
                .add("T_Service", "Export", this::exported)
                .add("T_Service", "Refresh", _ -> {
                    awaitSlow();
                    return Returned.completed();
                });
        ServedNamespace served = new ServedNamespace(Toy.SCOPE, objects, new Invoker(objects, methods));
        operations = new Operations(new Operations.Behind(
                path -> {
                    if (path.equalsIgnoreCase("root/virtualization/v2")) {
                        return served;
                    }
                    throw new CimFailure(CimStatus.INVALID_NAMESPACE, "there is no namespace " + path);
                },
                new SealedText(
                        "secret".getBytes(StandardCharsets.UTF_8),
                        Duration.ofHours(1),
                        InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"))),
                command -> Thread.ofVirtual().start(command),
                ToyDoor::later,
                () -> ID,
                "node1",
                "1.0"));
    }

    private static Runnable later(Duration delay, Runnable work) {
        Future<?> later = ForkJoinPool.commonPool().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> later.cancel(false);
    }

    private Returned exported(Invocation invocation) {
        synchronized (calls) {
            calls.add(invocation);
        }
        return Returned.jobStarted()
                .with("Job", CimValue.of(invocation.scope().path("T_Order", "InstanceID", "order:1")));
    }

    private void awaitSlow() {
        try {
            var _ = slow.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Reply send(String request) {
        return send(request, ANNA);
    }

    Reply send(String request, Visitor visitor) {
        return answered(operations.answer(request.getBytes(StandardCharsets.UTF_8), "UTF-8", visitor));
    }

    Reply send(byte[] request, String charset) {
        return answered(operations.answer(request, charset, ANNA));
    }

    private static Reply answered(CompletionStage<Reply> reply) {
        return reply.toCompletableFuture().join();
    }

    /** A recorded request. */
    static String recorded(String name) {
        return resource(name + ".request.xml");
    }

    static String resource(String name) {
        try (InputStream in = ToyDoor.class.getResourceAsStream("/wsman/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Where an enumeration goes on; "" at its end. */
    static String context(Reply reply) {
        Matcher matcher = CONTEXT.matcher(reply.text());
        return matcher.find() ? matcher.group(1) : "";
    }

    static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
