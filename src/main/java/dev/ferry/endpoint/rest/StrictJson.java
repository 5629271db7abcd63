package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads bodies and guesses nothing: a misspelt field, or a number in quotes, is told and not passed over. */
final class StrictJson {
    private static final ObjectMapper MAPPER = mapper();

    private StrictJson() {}

    /** The text as an object; a {@link RestRefused} tells what is wrong with it. */
    static JsonNode parse(byte[] body) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw RestRefused.unreadable(
                    "the body is not JSON: " + e.getOriginalMessage() + place(e), "send one JSON object in UTF-8");
        } catch (IOException e) {
            throw RestRefused.unreadable("the body is not text in UTF-8", "send one JSON object in UTF-8");
        }
        if (!tree.isObject()) {
            throw RestRefused.unreadable(
                    tree.isMissingNode() ? "the body is empty" : "the body is not a JSON object",
                    "send one JSON object");
        }
        return tree;
    }

    static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            throw RestRefused.unreadable(
                    "there is no field '" + path(e) + "'", "leave it out, or use one of: " + e.getKnownPropertyIds());
        } catch (InvalidNullException e) {
            throw RestRefused.unreadable("the field '" + path(e) + "' has a null in it", "leave it out");
        } catch (MismatchedInputException e) {
            throw RestRefused.unreadable(
                    "the field '" + path(e) + "' is not " + expected(e.getTargetType()),
                    "see /api/v1/openapi.json for what it takes");
        } catch (JsonMappingException e) {
            throw RestRefused.unreadable(
                    "the field '" + path(e) + "' cannot be read: " + e.getOriginalMessage(),
                    "see /api/v1/openapi.json for what it takes");
        } catch (JsonProcessingException e) {
            throw RestRefused.unreadable(
                    "the body cannot be read: " + e.getOriginalMessage(), "see /api/v1/openapi.json");
        }
    }

    /** The same text for bodies that mean the same: fields in one order, no space between. */
    static String canonical(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(MAPPER.treeToValue(tree, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was parsed can be written", e);
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "of its type";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number";
        }
        return List.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type)
                ? "a list"
                : Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "of its type";
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
        mapper.setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }
}
