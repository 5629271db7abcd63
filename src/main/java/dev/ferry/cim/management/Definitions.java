package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.service.FrontDesk;
import dev.ferry.service.PlannedService;
import dev.ferry.service.SystemService;
import dev.ferry.service.SystemService.Defined;
import dev.ferry.view.SystemRow;

/** The methods that define a system. A definition is short, so that they answer with the system itself. */
final class Definitions {
    private static final String HERE = "";

    private final SystemService systems;
    private final PlannedService planned;

    Definitions(FrontDesk desk) {
        this.systems = desk.systems();
        this.planned = desk.planned();
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

    /** A system that is only planned: nobody looks yet whether what it names is there. */
    Returned plan(Invocation call, DefineCall form) {
        Outcome<SystemRow> defined =
                form.wish(call).then(wish -> Waiting.on(planned.define(Replies.submission(call), wish, HERE)));
        return Replies.returned(defined, row -> Returned.completed()
                .with(form.result(), CimValue.of(Replies.planned(call.scope(), row.id()))));
    }
}
