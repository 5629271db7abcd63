package dev.ferry.service;

import dev.ferry.actor.Answer;
import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.node.Presence;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.Volume;
import dev.ferry.view.Mirror;
import dev.ferry.view.SystemRow;
import dev.ferry.view.Views;
import dev.ferry.view.ViewsUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** What all services stand behind: questions to entities, nodes and views, with an answer even when there is none. */
public final class Desk {
    /** An entity is asked for so long; longer than a database's hiccup, shorter than a client's patience. */
    private static final Duration ENTITY_LIMIT = Duration.ofSeconds(8);

    /** As long as the entities of a lost node take to answer elsewhere; clients and proxies still wait so long. */
    private static final Duration REPEATED_LIMIT = Duration.ofSeconds(16);

    private static final Duration REPEAT_AFTER = Duration.ofSeconds(2);

    private static final Duration CHORE_LIMIT = Duration.ofMinutes(1);
    private static final Duration VIEW_LIMIT = Duration.ofSeconds(2);

    /** A node tells what it has in milliseconds once others have heard of it; the word of it goes round in a few half seconds. */
    private static final Duration HANDS_LIMIT = Duration.ofSeconds(6);

    private static final Duration HANDS_LOOK = Duration.ofMillis(100);

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final StorageNodes nodes;
    private final Views views;
    private final Freshness freshness;
    private final Executor sql;
    private final Clock clock;

    /** Where lists come from: the database, else what was last seen of it. */
    public record Reading(Views views, Freshness freshness, Executor sql) {}

    public Desk(ActorSystem<?> system, StorageNodes nodes, Reading reading, Clock clock) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.nodes = nodes;
        this.views = reading.views();
        this.freshness = reading.freshness();
        this.sql = reading.sql();
        this.clock = clock;
    }

    ActorSystem<?> system() {
        return system;
    }

    StorageNodes nodes() {
        return nodes;
    }

    Views views() {
        return views;
    }

    Clock clock() {
        return clock;
    }

    /** A read of the views, on a thread that may wait for the database. */
    <T> CompletionStage<Outcome<T>> read(Supplier<T> query) {
        return read(query, sql);
    }

    private static <T> CompletionStage<Outcome<T>> read(Supplier<T> query, Executor thread) {
        return CompletableFuture.supplyAsync(query, thread)
                .thenApply(Outcome::ok)
                .exceptionally(failure -> Outcome.refused(new Refusal(
                        ReturnCode.NOT_AVAILABLE,
                        "the database does not answer: " + rootMessage(failure),
                        "wait until it is back; jobs go on by themselves")));
    }

    /**
     * A read of what can be listed: of what this node saw last while the database does not answer. That is told at once, and not by
     * the threads that wait for the database.
     */
    <T> CompletionStage<Outcome<T>> listed(Function<Views, T> query, Function<Mirror, T> lastSeen) {
        if (freshness.isDatabaseAway()) {
            return read(() -> lastSeen.apply(freshness.lastSeen()), Runnable::run);
        }
        return read(() -> {
            // Since this was asked, others may have waited for it in vain.
            if (freshness.isDatabaseAway()) {
                return lastSeen.apply(freshness.lastSeen());
            }
            try {
                return query.apply(views);
            } catch (ViewsUnavailable e) {
                if (!freshness.isDatabaseAway()) {
                    throw e;
                }
                return lastSeen.apply(freshness.lastSeen());
            }
        });
    }

    /** The same for one thing: what this node has not seen may be there all the same, only younger. */
    <T> CompletionStage<Outcome<Optional<T>>> found(
            Function<Views, Optional<T>> query, Function<Mirror, Optional<T>> lastSeen) {
        return listed(query, known -> {
            Optional<T> seen = lastSeen.apply(known);
            if (seen.isEmpty()) {
                throw new IllegalStateException("what this node saw before that may be too old to have it");
            }
            return seen;
        });
    }

    <T> CompletionStage<Outcome<T>> system(SystemId id, Function<ActorRef<T>, VirtualSystemEntity.Command> question) {
        return ask(VirtualSystemEntity.KEY, id.value(), question, ENTITY_LIMIT);
    }

    <T> CompletionStage<Outcome<T>> job(JobId id, Function<ActorRef<T>, JobEntity.Command> question) {
        return ask(JobEntity.KEY, id.value(), question, ENTITY_LIMIT);
    }

    CompletionStage<Outcome<Volume>> promises(String volumeKey) {
        return ask(VolumeEntity.KEY, volumeKey, VolumeEntity.GetVolume::new, ENTITY_LIMIT);
    }

    /** Asks once. */
    <M, T> CompletionStage<Outcome<T>> ask(
            EntityTypeKey<M> kind, String id, Function<ActorRef<T>, M> question, Duration limit) {
        return asked(() -> sharding.entityRefFor(kind, id).<T>ask(question::apply, limit))
                .thenApply(Outcome::ok)
                .exceptionally(_ -> Outcome.refused(unanswered(kind, id, limit)));
    }

    /** A node that is being stopped throws where it would have answered late. */
    private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Asks until there is an answer: for questions that may be asked twice. What is under way to a node that dies, or to an
     * entity whose write fails, is lost without a word.
     */
    <M, T> CompletionStage<Outcome<T>> repeatedly(EntityTypeKey<M> kind, String id, Function<ActorRef<T>, M> question) {
        return repeated(kind, id, question, System.nanoTime() + REPEATED_LIMIT.toNanos());
    }

    private <M, T> CompletionStage<Outcome<T>> repeated(
            EntityTypeKey<M> kind, String id, Function<ActorRef<T>, M> question, long deadlineNanos) {
        long next = System.nanoTime() + REPEAT_AFTER.toNanos();
        return this.<M, T>ask(kind, id, question, REPEAT_AFTER).thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<T> _ -> now(outcome);
            case Outcome.Refused<T> _ ->
                next - deadlineNanos >= 0
                        ? now(Outcome.refused(unanswered(kind, id, REPEATED_LIMIT)))
                        : at(next).thenCompose(_ -> repeated(kind, id, question, deadlineNanos));
        });
    }

    /** A node that is being stopped fails to ask at once, as often as it is tried. */
    private static CompletionStage<Void> at(long nanoTime) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    private static Refusal unanswered(EntityTypeKey<?> kind, String id, Duration limit) {
        return new Refusal(
                ReturnCode.STATUS_UNKNOWN,
                "the " + kind.name() + " " + id + " did not answer in " + limit.toSeconds()
                        + " s; whether it heard is not known",
                "ask again with the same idempotency key; look whether the database answers");
    }

    /** An answer of an entity as the version from which on every view shows it. */
    static CompletionStage<Outcome<Long>> version(CompletionStage<Outcome<Answer>> answered) {
        return answered.thenApply(outcome -> outcome.then(answer -> switch (answer) {
            case Answer.Accepted(var _, var version) -> Outcome.ok(version);
            case Answer.Refused(var refusal) -> Outcome.refused(refusal);
        }));
    }

    /** The system as its entity knows it now, for something that cannot be done while nobody can reach it. */
    CompletionStage<Outcome<Realized>> available(SystemId id) {
        return realized(id)
                .thenApply(outcome -> outcome.then(system -> nodes.unavailable(system)
                        .<Outcome<Realized>>map(Outcome::refused)
                        .orElseGet(() -> Outcome.ok(system))));
    }

    private CompletionStage<Outcome<Realized>> realized(SystemId id) {
        return told(id).thenApply(outcome -> outcome.map(VirtualSystemEntity.SystemReply::realized));
    }

    /** The system as its entity knows it now, for who cannot wait for the lists any longer. */
    CompletionStage<Outcome<SystemRow>> asItIs(SystemId id) {
        return told(id).thenApply(
                        outcome -> outcome.map(reply -> new SystemRow(id, reply.realized(), reply.version())));
    }

    private CompletionStage<Outcome<VirtualSystemEntity.SystemReply>> told(SystemId id) {
        return this.<VirtualSystemEntity.Command, VirtualSystemEntity.SystemReply>repeatedly(
                        VirtualSystemEntity.KEY, id.value(), VirtualSystemEntity.GetSystem::new)
                .thenApply(outcome -> outcome.then(reply -> reply.realized() == null
                        ? Outcome.refused(new Refusal(
                                ReturnCode.INVALID_PARAMETER,
                                "there is no system " + id,
                                "list the systems to see what there is"))
                        : Outcome.ok(reply)));
    }

    /** A node by its name, or (for an empty name) this one; where this one has no hands, any other. */
    Outcome<StorageNodes.Member> node(String name) {
        String wanted = name.isEmpty() ? nodes.self() : name;
        Optional<StorageNodes.Member> member = nodes.named(wanted);
        if (member.isEmpty() && name.isEmpty()) {
            member = nodes.having(Set.of());
        }
        return member.<Outcome<StorageNodes.Member>>map(Outcome::ok)
                .orElseGet(() -> Outcome.refused(new Refusal(
                        ReturnCode.NOT_AVAILABLE,
                        "the node '" + wanted + "' is not there",
                        "bring it back, or name another: "
                                + nodes.members().stream()
                                        .map(StorageNodes.Member::node)
                                        .toList())));
    }

    /**
     * The same; one that has just come is waited for: that it is up is known a moment before what it has. Its systems are shown as
     * there meanwhile, so what is asked of it must not be refused because it has not spoken yet.
     */
    CompletionStage<Outcome<StorageNodes.Member>> hands(String name) {
        return hands(name, System.nanoTime() + HANDS_LIMIT.toNanos());
    }

    private CompletionStage<Outcome<StorageNodes.Member>> hands(String name, long deadlineNanos) {
        Outcome<StorageNodes.Member> found = node(name);
        long next = System.nanoTime() + HANDS_LOOK.toNanos();
        Presence presence = nodes.facts().presence(name.isEmpty() ? nodes.self() : name);
        boolean isComing = presence == Presence.UP || presence == Presence.AWAITED;
        return found instanceof Outcome.Refused<StorageNodes.Member> && isComing && next - deadlineNanos < 0
                ? at(next).thenCompose(_ -> hands(name, deadlineNanos))
                : now(found);
    }

    /** A chore about a system, for the hands of the node that owns it now. */
    <R extends Chore.Reply> CompletionStage<Outcome<R>> chore(Realized system, Chore chore, Class<R> kind) {
        Optional<Refusal> unavailable = nodes.unavailable(system);
        return unavailable.isPresent()
                ? now(Outcome.refused(unavailable.get()))
                : chore(Ownership.owner(system, nodes.facts()), chore, kind);
    }

    <R extends Chore.Reply> CompletionStage<Outcome<R>> chore(String node, Chore chore, Class<R> kind) {
        return then(hands(node), member -> ask(member, chore, kind));
    }

    private <R extends Chore.Reply> CompletionStage<Outcome<R>> ask(
            StorageNodes.Member member, Chore chore, Class<R> kind) {
        CompletionStage<Chore.Reply> answer = asked(() -> AskPattern.ask(
                member.ref(), ref -> new StorageNode.DoChore(chore, ref), CHORE_LIMIT, system.scheduler()));
        return answer.handle((reply, failure) -> {
            if (failure != null) {
                return Outcome.refused(new Refusal(
                        failure instanceof TimeoutException ? ReturnCode.TIMEOUT : ReturnCode.NOT_AVAILABLE,
                        "the node " + member.node() + " did not answer: " + rootMessage(failure),
                        "look at that node, and try again; nothing was started"));
            }
            return reply instanceof Chore.Refused(var refusal)
                    ? Outcome.refused(refusal)
                    : Outcome.ok(kind.cast(reply));
        });
    }

    /** Whoever has just changed a system sees the change in every list; after the bound, the lists are late. */
    CompletionStage<Boolean> awaitSystem(SystemId id, long version) {
        return views.awaitSystem(id, version, VIEW_LIMIT);
    }

    CompletionStage<Boolean> awaitJob(JobId id, long version) {
        return views.awaitJob(id, version, VIEW_LIMIT);
    }

    static <T> CompletionStage<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }

    /** Goes on with a value; a refusal stays what it is. */
    static <T, R> CompletionStage<Outcome<R>> then(
            CompletionStage<Outcome<T>> stage, Function<T, CompletionStage<Outcome<R>>> next) {
        return stage.thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<T>(var value) -> next.apply(value);
            case Outcome.Refused<T>(var refusal) -> now(Outcome.refused(refusal));
        });
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
