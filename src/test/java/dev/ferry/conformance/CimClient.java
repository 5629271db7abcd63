package dev.ferry.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Call;
import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.model.Caller;
import dev.ferry.model.Refusal;
import dev.ferry.rig.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An administrator who speaks CIM with one namespace of a node, without a wire between. */
record CimClient(Scope scope, Objects objects, Invoker invoker) {
    static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final Caller ANNA = new Caller("anna", "test", "127.0.0.1");
    private static final int PAGE = 50;
    /** That the state is unknown, or that it takes too long. */
    private static final Set<Long> PASSING = Set.of(32771L, 32772L);

    private static final Pattern BEGUN = Pattern.compile("job ([0-9A-Fa-f-]{36}) ");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static CimClient of(ServedNamespace served) {
        return new CimClient(served.scope(), served.objects(), served.invoker());
    }

    Namespace namespace() {
        return scope.namespace();
    }

    ObjectPath service(String className) throws CimFailure {
        return only("SELECT * FROM " + className).path().orElseThrow();
    }

    Returned call(String method, Property... given) throws CimFailure {
        return call(service(SERVICE), method, given);
    }

    Returned call(ObjectPath target, String method, Property... given) throws CimFailure {
        Returned answer = callOnce(target, method, given);
        Matcher begun = BEGUN.matcher(answer.why().map(Refusal::message).orElse(""));
        return PASSING.contains(answer.value()) && begun.lookingAt() ? known(method, begun.group(1)) : answer;
    }

    /** The first answer, whatever it is. */
    Returned callOnce(ObjectPath target, String method, Property... given) throws CimFailure {
        return invoker.invoke(scope, new Call(ANNA, true, target, method, List.of(given)));
    }

    /** On a slow machine an answer may be that a job has begun, and nothing more. Clients then look what comes of it, and so does this one. */
    private Returned known(String method, String job) throws CimFailure {
        ObjectPath path = scope.path("Msvm_ConcreteJob", "InstanceID", job);
        Await.until(LIMIT, () -> path + " is not shown", () -> isShown(path));
        Returned started = Returned.jobStarted().with("Job", CimValue.of(path));
        if (!method.startsWith("Define")) {
            return started;
        }
        CimValue system = CimValue.of(affected(completed(started)));
        return Returned.completed().with("DefinedSystem", system).with("ResultingSystem", system);
    }

    private boolean isShown(ObjectPath path) {
        try {
            return find(path).isPresent();
        } catch (CimFailure e) {
            throw new IllegalStateException(e);
        }
    }

    /** The system that a job was about. */
    ObjectPath affected(CimInstance job) throws CimFailure {
        return only("ASSOCIATORS OF {" + job.path().orElseThrow().relative()
                        + "} WHERE AssocClass=Msvm_AffectedJobElement")
                .path()
                .orElseThrow();
    }

    /** As somebody who may only look. */
    Returned callAsViewer(ObjectPath target, String method, Property... given) throws CimFailure {
        return invoker.invoke(scope, new Call(ANNA, false, target, method, List.of(given)));
    }

    /** Polls as clients do until the job does not run any more, and gives it as it then is. */
    CimInstance ended(Returned started) throws CimFailure {
        assertEquals(4096, started.value(), started::toString);
        ObjectPath path = path(started, "Job");
        return Await.present(LIMIT, () -> path + " still runs", () -> {
            try {
                return Optional.of(get(path))
                        .filter(job -> job.number("JobState").orElseThrow() != 4);
            } catch (CimFailure e) {
                throw new IllegalStateException(e);
            }
        });
    }

    CimInstance completed(Returned started) throws CimFailure {
        CimInstance job = ended(started);
        long state = job.number("JobState").orElseThrow();
        assertTrue(state == 7 || state == 32768, job::toString);
        return job;
    }

    CimInstance get(ObjectPath path) throws CimFailure {
        return read(() -> objects.get(scope, path));
    }

    Optional<CimInstance> find(ObjectPath path) throws CimFailure {
        return read(() -> objects.find(scope, path));
    }

    @FunctionalInterface
    private interface Read<T> {
        T once() throws CimFailure;
    }

    /** A database that does not answer for a moment, on a slow machine, is asked again. */
    private static <T> T read(Read<T> read) {
        return Await.present(LIMIT, () -> "the database does not answer", () -> {
            try {
                return Optional.of(read.once());
            } catch (CimFailure e) {
                if (e.getMessage().contains("the database does not answer")) {
                    return Optional.empty();
                }
                throw new IllegalStateException(e);
            }
        });
    }

    CimInstance only(String query) throws CimFailure {
        List<CimInstance> found = all(query);
        assertEquals(1, found.size(), () -> query + ": " + found);
        return found.getFirst();
    }

    List<CimInstance> all(String query) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Cursor from = next.get();
            Page page = read(() -> objects.query(scope, Query.parse(query), new Paging(PAGE, from)));
            all.addAll(page.instances());
            next = page.next();
        }
        return all;
    }

    ObjectPath system(String name) throws CimFailure {
        return only("SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '" + name + "'")
                .path()
                .orElseThrow();
    }

    /** An instance as clients write it into a parameter; only what is set. */
    String text(String className, Property... set) throws CimFailure {
        return text(CimInstance.of(className, List.of(set)));
    }

    String text(CimInstance instance) throws CimFailure {
        return EmbeddedText.write(instance, scope.schema());
    }

    CimInstance read(Returned answer, String parameter) throws CimFailure {
        return EmbeddedText.read(value(answer, parameter).text(), scope.schema());
    }

    static CimValue value(Returned answer, String parameter) {
        return answer.out()
                .find(parameter)
                .orElseThrow(() -> new AssertionError(answer + " has no " + parameter))
                .value();
    }

    static ObjectPath path(Returned answer, String parameter) {
        return value(answer, parameter) instanceof CimValue.Reference(ObjectPath path)
                ? path
                : ObjectPath.ofClass("None");
    }

    static Property given(String name, CimValue value) {
        return new Property(name, value);
    }

    static Property given(String name, String text) {
        return new Property(name, CimValue.of(text));
    }

    static Property given(String name, ObjectPath path) {
        return new Property(name, CimValue.of(path));
    }
}
