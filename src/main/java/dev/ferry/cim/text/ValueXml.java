package dev.ferry.cim.text;

import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.xml.XmlText;

/** Values as elements of CIM-XML. */
public final class ValueXml {
    private ValueXml() {}

    /** VALUE, VALUE.REFERENCE, or an array of these; nothing at all for no value. */
    public static void write(StringBuilder out, CimValue value) {
        if (value instanceof CimValue.Array(var type, var elements)) {
            String wrapper = type == CimType.REFERENCE ? "VALUE.REFARRAY" : "VALUE.ARRAY";
            out.append('<').append(wrapper).append('>');
            elements.forEach(one -> element(out, one));
            out.append("</").append(wrapper).append('>');
        } else if (!value.isNull()) {
            element(out, value);
        }
    }

    private static void element(StringBuilder out, CimValue value) {
        switch (value) {
            case CimValue.Null _ -> out.append("<VALUE.NULL/>");
            case CimValue.Reference(var path) ->
                out.append("<VALUE.REFERENCE>").append(PathXml.write(path)).append("</VALUE.REFERENCE>");
            case CimValue.Bool _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Text _,
                    CimValue.Time _,
                    CimValue.Array _ ->
                out.append("<VALUE>").append(XmlText.inElement(value.text())).append("</VALUE>");
        }
    }
}
