package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import java.util.Optional;

/** An answer that must come in one piece, as the classic operations want it: page after page, up to a limit. */
final class Whole {
    /** One answer is put together in memory; whoever has more to fetch can fetch it piece by piece. */
    private static final int CHARACTERS_MAX = 32 << 20;

    private Whole() {}

    /** Gives the pages one after the other. */
    @FunctionalInterface
    interface Pages {
        Page from(Paging paging) throws CimFailure;
    }

    static Answer answer(Pages pages, ObjectForm form, Schema schema, Shown shown) throws CimFailure {
        StringBuilder out = new StringBuilder();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page page = pages.from(new Paging(Paging.INSTANCES_MAX, next.get()));
            for (CimInstance instance : page.instances()) {
                form.write(out, instance, schema, shown);
                requireRoom(out);
            }
            next = page.next();
        }
        return Answer.of(out);
    }

    static void requireRoom(StringBuilder out) throws CimFailure {
        if (out.length() > CHARACTERS_MAX) {
            throw new CimFailure(
                    CimStatus.SERVER_LIMITS_EXCEEDED,
                    "the answer has more than " + CHARACTERS_MAX
                            + " characters: ask for fewer properties, or use an operation that begins with Open");
        }
    }
}
