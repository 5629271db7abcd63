package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Outcome;
import dev.ferry.model.system.ItemsEdit;
import dev.ferry.model.system.ItemsEdit.How;
import dev.ferry.model.system.ItemsEdit.Item;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.service.SystemService;
import java.util.List;

/** The methods that keep items for a guest. They are kept with its settings; no guest is told of them. */
final class KeyValuePairs {
    private static final String ITEM = "Msvm_KvpExchangeDataItem";
    private static final int ITEMS_MAX = 128;
    private static final long FROM_HOST = 0;

    private final SystemService systems;

    KeyValuePairs(SystemService systems) {
        this.systems = systems;
    }

    Returned add(Invocation call) {
        return edit(call, How.ADD);
    }

    Returned modify(Invocation call) {
        return edit(call, How.MODIFY);
    }

    Returned remove(Invocation call) {
        return edit(call, How.REMOVE);
    }

    private Returned edit(Invocation call, How how) {
        return Replies.returned(
                Subject.system(call, "TargetSystem").then(id -> Sent.instances(call, "DataItems", ITEM)
                        .then(sent -> wish(how, sent))
                        .then(edit -> Waiting.on(systems.change(id, SettingsPatch.of(edit))))),
                _ -> Returned.completed());
    }

    static Outcome<ItemsEdit> wish(How how, List<CimInstance> sent) {
        if (sent.isEmpty()) {
            return Refusals.missing("DataItems");
        }
        if (sent.size() > ITEMS_MAX) {
            return Refusals.invalid(
                    sent.size() + " items are more than one call takes", "send at most " + ITEMS_MAX + " at a time");
        }
        for (CimInstance item : sent) {
            if (Hardware.said(item, "Source")
                    .filter(source -> source != FROM_HOST)
                    .isPresent()) {
                return Refusals.notServed(
                        "Source of the item '" + item.text("Name").orElse("") + "' says that it is not the host's",
                        "send 0, or leave it out: what a guest tells cannot be set");
            }
        }
        return Outcome.ok(new ItemsEdit(
                how,
                sent.stream()
                        .map(item -> new Item(
                                item.text("Name").orElse(""), item.text("Data").orElse("")))
                        .toList()));
    }
}
