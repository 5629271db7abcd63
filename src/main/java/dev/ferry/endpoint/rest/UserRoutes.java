package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.security.Account;
import dev.ferry.security.Accounts;
import dev.ferry.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /users}: who may come in. Passwords go in, and never out. */
final class UserRoutes {
    private final Accounts accounts;
    private final Executor blocking;

    UserRoutes(Accounts accounts, Executor blocking) {
        this.accounts = accounts;
        this.blocking = blocking;
    }

    Route routes(Visit visit) {
        return pathPrefix(
                "users",
                () -> concat(
                        pathEnd(() -> concat(get(() -> visit.answer(this::list)), post(() -> visit.answer(this::add)))),
                        path(segment(), name -> delete(() -> visit.answer(call -> remove(call, name)))),
                        path(
                                segment().slash("password"),
                                name -> post(() -> visit.answer(call -> setPassword(call, name))))));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        Parameters query = call.query("limit", "after");
        return blocking(() -> Answers.ok(
                Pages.slice(accounts.list(), query, Account::name, account -> json(account.name(), account.role()))));
    }

    private CompletionStage<HttpResponse> add(Call call) {
        Parameters query = call.query("dryRun");
        OtherBodies.NewUser body = call.body(OtherBodies.NewUser.class);
        String name = RestRefused.required(body.name(), "name");
        Role role = body.wantedRole();
        String password = RestRefused.required(body.password(), "password");
        return blocking(() -> {
            if (query.dryRun()) {
                return account(name).isPresent()
                        ? Answers.refused(taken(name), true)
                        : Answers.wouldBe("the account '" + name + "' with the role " + role.text());
            }
            accounts.add(name, role, password);
            return Answers.created("/api/v1/users/" + name, json(name, role));
        });
    }

    private CompletionStage<HttpResponse> remove(Call call, String name) {
        Parameters query = call.query("dryRun");
        call.noBody();
        return blocking(() -> {
            Account account = account(name).orElseThrow(() -> notThere(name));
            if (query.dryRun()) {
                return isLastAdmin(account)
                        ? Answers.refused(lastAdmin(name), true)
                        : Answers.wouldBe("no account '" + name + "' any more");
            }
            accounts.remove(name);
            return Answers.noContent();
        });
    }

    private CompletionStage<HttpResponse> setPassword(Call call, String name) {
        Parameters query = call.query("dryRun");
        String password =
                RestRefused.required(call.body(OtherBodies.Password.class).password(), "password");
        return blocking(() -> {
            String known = account(name).orElseThrow(() -> notThere(name)).name();
            if (query.dryRun()) {
                return Answers.wouldBe("another password of '" + known + "'");
            }
            accounts.setPassword(known, password);
            return Answers.noContent();
        });
    }

    private Optional<Account> account(String name) {
        return accounts.list().stream()
                .filter(account -> account.name().equals(name))
                .findFirst();
    }

    private boolean isLastAdmin(Account account) {
        List<Account> admins =
                accounts.list().stream().filter(one -> one.role() == Role.ADMIN).toList();
        return admins.size() == 1 && admins.getFirst().name().equals(account.name());
    }

    private CompletionStage<HttpResponse> blocking(Supplier<HttpResponse> work) {
        return CompletableFuture.supplyAsync(work, blocking);
    }

    private static ObjectNode json(String name, Role role) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("role", role.text());
    }

    private static RestRefused notThere(String name) {
        return RestRefused.notFound("there is no account '" + name + "'", "see the accounts with: ferry user list");
    }

    private static Refusal taken(String name) {
        return new Refusal(
                ReturnCode.INVALID_PARAMETER, "there is an account '" + name + "' already", "choose another name");
    }

    private static Refusal lastAdmin(String name) {
        return new Refusal(
                ReturnCode.INVALID_STATE,
                "'" + name + "' is the last administrator; there must always be one",
                "add another one first");
    }
}
