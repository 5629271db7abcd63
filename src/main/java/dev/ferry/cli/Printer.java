package dev.ferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** Where answers go: one JSON document, or something for people; and everything that is no answer to standard error. */
final class Printer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Environment environment;
    private final FieldText texts;
    private boolean json;

    Printer(Environment environment) {
        this.environment = environment;
        this.texts = new FieldText(environment.zone());
    }

    void setJson(boolean json) {
        this.json = json;
    }

    void object(JsonNode object) {
        if (json) {
            document(object);
        } else {
            new Details(texts).print(environment.out(), object);
        }
    }

    void list(List<JsonNode> items, Listing listing) {
        if (json) {
            array(items);
        } else if (items.isEmpty()) {
            environment.out().println("No " + listing.noun() + ".");
        } else {
            new Table(listing.fields(), items, texts).print(environment.out(), "");
        }
    }

    /** A list that people have seen already, line by line. */
    void array(List<JsonNode> items) {
        if (json) {
            document(JsonNodeFactory.instance.arrayNode().addAll(items));
        }
    }

    /** An object that people read as a sentence. */
    void sentence(JsonNode object, String text) {
        if (json) {
            document(object);
        } else {
            environment.out().println(text);
        }
    }

    /** For people only. */
    void line(String text) {
        if (!json) {
            environment.out().println(text);
        }
    }

    void note(String text) {
        environment.err().println(text);
    }

    /** A refusal, as an answer, a report, or the errors of a job carry it. */
    void refusal(int code, String title, String detail, String remedy) {
        String number = code == 0 ? "" : code + " ";
        note(number + FieldText.plain(title) + ": " + FieldText.plain(detail));
        if (!remedy.isBlank()) {
            note("  " + FieldText.plain(remedy));
        }
    }

    void problem(ClientProblem problem) {
        refusal(problem.code(), problem.title(), problem.detail(), problem.remedy());
    }

    /** What ended the command: for people on standard error, and in the place of the document that there is not. */
    void failure(ClientProblem problem) {
        problem(problem);
        if (json) {
            document(problem.toJson());
        }
    }

    private void document(JsonNode node) {
        try {
            environment.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read cannot be written", e);
        }
    }
}
