package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;

/** In which of its forms an instance stands in an answer: itself, its path, or both. */
public enum ObjectForm {
    INSTANCE,
    NAMED_INSTANCE,
    INSTANCE_WITH_PATH,
    OBJECT_WITH_PATH,
    INSTANCE_NAME,
    INSTANCE_PATH,
    OBJECT_PATH;

    public void write(StringBuilder out, CimInstance instance, Schema schema, Shown shown) {
        switch (this) {
            case INSTANCE -> InstanceWriter.write(out, instance, schema, shown);
            case INSTANCE_NAME -> out.append(name(instance));
            case INSTANCE_PATH -> out.append(path(instance));
            case OBJECT_PATH ->
                out.append("<OBJECTPATH>").append(path(instance)).append("</OBJECTPATH>");
            case NAMED_INSTANCE -> both(out, "VALUE.NAMEDINSTANCE", name(instance), instance, schema, shown);
            case INSTANCE_WITH_PATH -> both(out, "VALUE.INSTANCEWITHPATH", path(instance), instance, schema, shown);
            case OBJECT_WITH_PATH -> both(out, "VALUE.OBJECTWITHPATH", path(instance), instance, schema, shown);
        }
    }

    private static void both(
            StringBuilder out, String element, String path, CimInstance instance, Schema schema, Shown shown) {
        out.append('<').append(element).append('>').append(path);
        InstanceWriter.write(out, instance, schema, shown);
        out.append("</").append(element).append('>');
    }

    /** An instance of a class without keys has no place; what it is called then says only its class. */
    private static ObjectPath place(CimInstance instance) {
        return instance.path()
                .orElseGet(() -> new ObjectPath("", "", instance.className(), new ObjectPath.Keys.Singleton()));
    }

    private static String path(CimInstance instance) {
        return PathXml.write(place(instance));
    }

    private static String name(CimInstance instance) {
        return PathXml.write(place(instance).on("").in(""));
    }
}
