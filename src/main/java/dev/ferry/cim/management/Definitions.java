package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.service.SystemService;
import dev.ferry.service.SystemService.Defined;

/** The methods that define a system. A definition is short, so that they answer with the system itself. */
final class Definitions {
    private static final String HERE = "";

    private final SystemService systems;

    Definitions(SystemService systems) {
        this.systems = systems;
    }

    Returned define(Invocation call, DefineCall form) {
        Outcome<Defined> defined =
                form.wish(call).then(wish -> Waiting.on(systems.define(Replies.submission(call), wish, HERE)));
        return Replies.returned(defined, made -> switch (made) {
            case Defined.Made(var row) ->
                Returned.completed().with(form.result(), CimValue.of(Replies.system(call.scope(), row.id())));
            case Defined.WouldBe _ -> throw new IllegalStateException("nobody asked for a dry run");
        });
    }
}
