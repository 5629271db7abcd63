package dev.ferry.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule is given a fault and finds it, and something that only looks like one and leaves it alone. */
@Timeout(10)
class PlantedFaultsTest {
    @ParameterizedTest
    @CsvSource({
        "model.job, actor.job.JobEntity",
        "model, org.apache.pekko.actor.ActorRef",
        "model, com.fasterxml.jackson.databind.ObjectMapper",
        "storage, actor.copy.StorageNode",
        "storage, format.vhd.VhdReader",
        "actor.job, service.JobService",
        "service, cim.Wql",
        "view, actor.Answer",
        "cim, actor.Answer",
        "cim, endpoint.rest.Routes",
        "endpoint.wsman, service.JobService",
        "endpoint.rest, endpoint.wsman.Envelope",
        "endpoint.rest, actor.Answer",
        "cim, security.Accounts",
        "cli, model.job.JobState",
        "cli, service.JobService",
        "actor, Settings",
        "newlayer, actor.Answer"
    })
    void findsAnArrowThatPointsTheWrongWay(String from, String to) {
        assertEquals(1, Arrows.violations(List.of(importing(from, to))).size());
    }

    @ParameterizedTest
    @CsvSource({
        "model.job, model.system.SystemState",
        "model, com.fasterxml.jackson.annotation.JsonValue",
        "actor.copy, storage.Volumes",
        "service, view.JobRow",
        "service, security.Accounts",
        "cim, service.JobService",
        "endpoint.wsman, cim.Call",
        "endpoint.rest, service.JobService",
        "endpoint.web, service.JobService",
        "endpoint.rest, endpoint.rest.json.Json",
        "endpoint.rest, security.Accounts",
        "journal, model.job.JobEvent",
        "cli, model.ReturnCode"
    })
    void letsAnArrowPointTheRightWay(String from, String to) {
        assertEquals(List.of(), Arrows.violations(List.of(importing(from, to))));
    }

    @Test
    void findsAnArrowWithoutAnImportButNotInAComment() {
        Source hidden = main("model", "class A { Object o = dev.ferry.actor.Answer.NONE; }");
        Source told = main("model", "/** See {@link dev.ferry.actor.Answer}. */ class A {}");

        assertEquals(1, Arrows.violations(List.of(hidden)).size());
        assertEquals(List.of(), Arrows.violations(List.of(told)));
    }

    @Test
    void letsTheRootPackageKnowAll() {
        Source root = new Source("src/main/java/dev/ferry/Main.java", "package dev.ferry;\nimport dev.ferry.actor.A;");

        assertEquals(List.of(), Arrows.violations(List.of(root)));
    }

    @Test
    void findsAFileThatIsTooLong() {
        assertEquals(List.of(), Sizes.longFiles(List.of(main("model", "\n".repeat(395)))));
        assertEquals(
                1, Sizes.longFiles(List.of(main("model", "\n".repeat(400)))).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void f() {",
                "A(int x) {",
                "public static <T> List<T> f(Map<T, T> a, int b) throws java.io.IOException, E {",
                "@Test(\"{\") void f() {"
            })
    void findsAFunctionThatIsTooLong(String header) {
        assertEquals(1, functions(header, 69).size());
        assertEquals(List.of(), functions(header, 68));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class B {",
                "record B(int a) {",
                "Object o = new Object() {",
                "static {",
                "interface B extends C<D> {"
            })
    void doesNotTakeATypeForAFunction(String header) {
        assertEquals(List.of(), functions(header, 100));
    }

    @Test
    void doesNotCountABraceInAStringOrAComment() {
        Source source = main(
                "model", "class A { void f() { s(\"{\"); c('{'); // {\n } void g() {} " + "int x;\n".repeat(90) + "}");

        assertEquals(List.of(), Sizes.longFunctions(List.of(source)));
    }

    @Test
    void findsARecordThatIsTooWide() {
        assertEquals(1, Sizes.wideRecords(List.of(main("model", record(11)))).size());
        assertEquals(List.of(), Sizes.wideRecords(List.of(main("model", record(10)))));
        assertEquals(List.of(), Sizes.wideRecords(List.of(main("model", "record A() {}"))));
    }

    @Test
    void findsASleepADisabledTestAndACatchAll() {
        assertFound(Habits::sleeps, "class A { void f() { Thread.sleep(5); } }", "class A { /* Thread.sleep */ }");
        assertFound(
                Habits::disabledTests, "class A { @Disabled void f() {} }", "class A { String s = \"@Disabled\"; }");
        assertFound(
                Habits::catchAllCases,
                "class A { int f(int x) { return switch (x) { default -> 1; }; } }",
                "interface A { default int f() { return 1; } }");
    }

    @Test
    void allowsACatchAllOutsideModelAndActor() {
        Source format = main("format", "class A { int f(int x) { return switch (x) { default -> 1; }; } }");

        assertEquals(List.of(), Habits.catchAllCases(List.of(format)));
    }

    @Test
    void findsAPackageThatIsNamedAfterNothing() {
        assertEquals(
                1,
                Habits.bannedPackages(List.of(main("model.util", "class A {}"))).size());
        assertEquals(List.of(), Habits.bannedPackages(List.of(main("model.utility", "class A {}"))));
    }

    @Test
    void findsAPackageThatIsNotToldOrTooLong() {
        Source code = main("model", "class A {}");

        assertEquals(1, Habits.untoldPackages(List.of(code)).size());
        assertEquals(1, Habits.untoldPackages(List.of(code, told(2))).size());
        assertEquals(List.of(), Habits.untoldPackages(List.of(code, told(3))));
        assertEquals(List.of(), Habits.untoldPackages(List.of(code, told(10))));
        assertEquals(1, Habits.untoldPackages(List.of(code, told(11))).size());
    }

    @Test
    void findsASettingWithoutAComment() {
        Source good = new Source("reference.conf", """
                ferry {
                  # How often: often enough.
                  tick = 300ms
                  tick = ${?FERRY_TICK}
                  http {
                    # Where REST listens.
                    port = 8420
                  }
                }
                pekko.loglevel = INFO
                """);
        Source bad = new Source("reference.conf", good.text().replace("# Where REST listens.", ""));

        assertEquals(List.of(), Habits.untoldKeys(good));
        assertEquals(List.of("reference.conf: ferry.http.port has no comment above it"), Habits.untoldKeys(bad));
    }

    @Test
    void findsADeadLink() {
        Source document = new Source(
                "docs/concepts/export.md",
                "[a](../start.md#top) [b](gone.md) [c](https://example.org/x) [d](#here)\n```\n[e](x.md)\n```\n");

        assertEquals(
                List.of("docs/concepts/export.md links to gone.md, which is not there"),
                Links.dead(List.of(document), "docs/start.md"::equals));
    }

    @Test
    void findsAnEmptyWord() {
        assertEquals(
                1,
                Habits.bannedWords(List.of(new Source("README.md", "It Simply works.")))
                        .size());
        assertEquals(List.of(), Habits.bannedWords(List.of(new Source("README.md", "A simple thing."))));
    }

    private static void assertFound(Function<List<Source>, List<String>> rule, String fault, String lookalike) {
        assertEquals(1, rule.apply(List.of(main("model", fault))).size(), fault);
        assertEquals(List.of(), rule.apply(List.of(main("model", lookalike))), lookalike);
    }

    private static List<String> functions(String header, int statements) {
        return Sizes.longFunctions(
                List.of(main("model", "class A {\n" + header + "\n" + "int x;\n".repeat(statements) + "}\n}\n")));
    }

    private static String record(int components) {
        return IntStream.range(0, components)
                .mapToObj(i -> "Map<String, List<Integer>> x" + i)
                .collect(Collectors.joining(", ", "public record A(", ") {}"));
    }

    private static Source told(int lines) {
        return new Source(
                "src/main/java/dev/ferry/model/package-info.java",
                "/**\n" + " * A line.\n".repeat(lines) + " */\npackage dev.ferry.model;\n");
    }

    private static Source importing(String from, String to) {
        String name = to.startsWith("org.") || to.startsWith("com.") ? to : "dev.ferry." + to;
        return main(from, "import " + name + ";\nclass A {}\n");
    }

    private static Source main(String where, String text) {
        return new Source(
                "src/main/java/dev/ferry/" + where.replace('.', '/') + "/A.java",
                "package dev.ferry." + where + ";\n" + text);
    }
}
