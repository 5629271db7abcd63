package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.wql.Query;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.InstanceWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Items of an enumeration, as many as are wanted and as there is room for; {@code next} is empty when these were the last. */
record Batch(List<String> items, Optional<Cursor> next) {
    /** Instances that are read at once: what does not fit any more is read again for nothing. */
    private static final int STEP = 32;

    private static final int STEP_MAX = 100;

    Batch {
        items = List.copyOf(items);
    }

    static Batch read(ServedNamespace served, Context context, int itemsMax, int bytesMax)
            throws Fault.Thrown, CimFailure {
        return context.form().isOfClasses()
                ? Classes.read(served, context, itemsMax, bytesMax)
                : instances(served, context, itemsMax, bytesMax);
    }

    private static Batch instances(ServedNamespace served, Context context, int itemsMax, int bytesMax)
            throws Fault.Thrown, CimFailure {
        List<String> items = new ArrayList<>();
        Cursor from = context.from();
        int wanted = Math.min(itemsMax, Paging.INSTANCES_MAX);
        int room = bytesMax;
        int step = STEP;
        while (items.size() < wanted) {
            Page page = page(served, context, new Paging(Math.min(step, wanted - items.size()), from));
            List<String> written = written(served, context, page);
            int fitting = fitting(written, room);
            if (fitting < written.size()) {
                if (items.isEmpty() && fitting == 0) {
                    throw tooLarge();
                }
                // The last round reads just what fits, so that the next answer begins right behind it.
                wanted = items.size() + fitting;
                continue;
            }
            items.addAll(written);
            int taken = bytes(written);
            room -= taken;
            // As many as will fit, if they are like these.
            step = Math.clamp((long) room * written.size() / Math.max(1, taken), 1, STEP_MAX);
            if (page.next().isEmpty()) {
                return new Batch(items, Optional.empty());
            }
            from = page.next().get();
        }
        return new Batch(items, Optional.of(from));
    }

    /** Nothing but whether it can be answered at all. */
    static void check(ServedNamespace served, Context context) throws Fault.Thrown, CimFailure {
        var _ = context.form().isOfClasses()
                ? Classes.read(served, context, 0, Integer.MAX_VALUE)
                : page(served, context, Paging.first(0));
    }

    static Fault.Thrown tooLarge() {
        return Fault.tooLarge(
                        "MaxEnvelopeSizeExceeded",
                        "the next item alone has more bytes than MaxEnvelopeSize or MaxCharacters leaves it")
                .thrown();
    }

    private static Page page(ServedNamespace served, Context context, Paging paging) throws CimFailure {
        if (context.query().isEmpty()) {
            boolean isDeep = context.polymorphism() != Context.Polymorphism.NONE;
            return served.objects().enumerate(served.scope(), context.className(), isDeep, paging);
        }
        return served.objects().query(served.scope(), Query.parse(context.query()), paging);
    }

    private static List<String> written(ServedNamespace served, Context context, Page page) throws CimFailure {
        InstanceWriter writer = new InstanceWriter(context.form(), context.namespace());
        List<String> written = new ArrayList<>();
        for (CimInstance instance : page.instances()) {
            written.add(written(writer, shown(served, context, instance), context.mode()));
        }
        return written;
    }

    private static String written(InstanceWriter writer, CimInstance instance, Context.Mode mode) {
        String reference = mode == Context.Mode.OBJECT
                ? ""
                : instance.path().map(writer::endpoint).orElse("");
        return switch (mode) {
            case OBJECT -> writer.instance(instance);
            case EPR -> reference;
            case BOTH -> "<wsman:Item>" + writer.instance(instance) + reference + "</wsman:Item>";
        };
    }

    private static CimInstance shown(ServedNamespace served, Context context, CimInstance instance) throws CimFailure {
        CimInstance shown = instance;
        boolean isNarrowed = context.query().isEmpty() && context.polymorphism() == Context.Polymorphism.NARROWED;
        if (isNarrowed) {
            CimClass asked = served.scope().schema().require(context.className());
            shown = new CimInstance(asked.name(), instance.values(), instance.path())
                    .retaining(property -> asked.property(property.name()).isPresent());
        }
        if (!context.columns().isEmpty()) {
            shown = shown.retaining(
                    property -> context.columns().stream().anyMatch(name -> Names.same(name, property.name())));
        }
        return shown;
    }

    private static int fitting(List<String> items, int room) {
        int left = room;
        for (int at = 0; at < items.size(); at++) {
            left -= bytes(items.get(at));
            if (left < 0) {
                return at;
            }
        }
        return items.size();
    }

    private static int bytes(List<String> items) {
        return items.stream().mapToInt(Batch::bytes).sum();
    }

    static int bytes(String item) {
        return item.getBytes(StandardCharsets.UTF_8).length;
    }
}
