package dev.ferry.storm;

import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.Net;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Many jobs while faults fall; then all is mended, and the checker is asked. */
final class Storm {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    private final Scenario scenario;
    private final SplittableRandom random;
    private final long seed;
    private final PrintStream out;
    private final List<Queue<Wish>> wishes = new ArrayList<>();
    private int made;

    private Storm(Scenario scenario, long seed, PrintStream out) {
        this.scenario = scenario;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.out = out;
    }

    /** What came of it. */
    record Outcome(List<Violation> violations, Hits hits, long jobs, long refused, Duration lasted) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("%d jobs in %d s, %d submits refused, %d violations%n"
                    .formatted(jobs, lasted.toSeconds(), refused, violations.size()));
            violations.forEach(violation -> text.append(violation).append('\n'));
            return text.append(hits).toString();
        }
    }

    static Outcome run(Scenario scenario, Path data, Net net, long seed, PrintStream out) throws IOException {
        out.println("seed " + seed + ", network: " + net.name() + ", data: " + data);
        return new Storm(scenario, seed, out).run(data, net);
    }

    private Outcome run(Path data, Net net) throws IOException {
        try (ClusterProcess cluster = ClusterProcess.start(data, scenario.nodes(), net)) {
            Ground ground = new Ground(cluster);
            prepare(ground);
            long began = System.nanoTime();
            Weather weather = new Weather(cluster, ground, scenario, seed, out);
            try (weather) {
                weather.begin();
                blow(cluster, ground, began);
            }
            Duration lasted = Duration.ofNanos(System.nanoTime() - began);
            cluster.mend();
            cluster.awaitReady(READY_LIMIT);
            afterwards(cluster, ground);
            ground.history.write(data.resolve("history"));
            Verdict verdict = Verdict.of(cluster, ground.history, ground.origins);
            Set<String> jobs = new TreeSet<>();
            ground.history.submits().stream()
                    .map(Submit::job)
                    .filter(job -> !job.isEmpty())
                    .forEach(jobs::add);
            return new Outcome(
                    verdict.violations(),
                    Hits.of(weather.strikes(), verdict.evidence().journal()),
                    jobs.size(),
                    ground.history.submits().stream()
                            .filter(submit -> submit.answer() == Submit.Answer.REFUSED)
                            .count(),
                    lasted);
        }
    }

    /** Each client has systems of its own, so that no wish stands in another's way; rivals are meant to. */
    private void prepare(Ground ground) {
        List<String> folders = new ArrayList<>();
        for (int client = 0; client < scenario.clients(); client++) {
            List<String> systems = new ArrayList<>();
            for (int i = 0; i < scenario.systemsPerClient(); i++) {
                systems.add(ground.system("s-%d-%d".formatted(client, i), scenario.mebibytes(random)));
            }
            folders.add(ground.export(systems.getFirst(), "base-" + client));
            wishes.add(new ConcurrentLinkedQueue<>());
            for (int i = client; i < scenario.jobs(); i += scenario.clients()) {
                wishes.getLast().add(wish(systems, folders));
            }
        }
        for (int pair = 0; pair < scenario.rivalPairs(); pair++) {
            String system = ground.system("rival-" + pair, scenario.leastMebibytes());
            String folder = ground.export(system, "rival-base-" + pair);
            ground.remove(system);
            wishes.get(pair % wishes.size()).add(Wish.rival(folder, mark("rival")));
            wishes.get((pair + 1) % wishes.size()).add(Wish.rival(folder, mark("rival")));
        }
        out.println(wishes.stream().mapToInt(Queue::size).sum() + " wishes of " + wishes.size() + " clients");
    }

    private Wish wish(List<String> systems, List<String> folders) {
        boolean imports = random.nextInt(4) == 0;
        return imports
                ? Wish.importing(folders.get(random.nextInt(folders.size())), mark("import"))
                : Wish.export(systems.get(random.nextInt(systems.size())), mark("export"));
    }

    private String mark(String kind) {
        return "%s-%04d-%x".formatted(kind, made++, seed & 0xFFFF);
    }

    private void blow(ClusterProcess cluster, Ground ground, long began) {
        long deadline = began + scenario.limit().toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            StormClient client = new StormClient("client-" + i, cluster, ground.history, wishes.get(i), random.split());
            threads.add(Thread.ofPlatform().daemon().name("client-" + i).start(() -> {
                try (client) {
                    client.run(deadline);
                }
            }));
        }
        Duration limit = scenario.limit().plus(AFTERWARDS);
        Await.until(limit, () -> "all clients are done", () -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** Every job is asked for once more, at every node, until it is seen to have ended there. */
    private void afterwards(ClusterProcess cluster, Ground ground) {
        Set<String> jobs = new TreeSet<>();
        ground.history.submits().stream()
                .map(Submit::job)
                .filter(job -> !job.isEmpty())
                .forEach(jobs::add);
        long deadline = System.nanoTime() + AFTERWARDS.toNanos();
        try (Witness witness = new Witness("afterwards", cluster, ground.history, random.split())) {
            for (String job : jobs) {
                for (ClusterNode node : cluster.nodes()) {
                    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                    Await.holds(left, () -> witness.look(node, job)
                            .filter(sight -> sight.isEnd() || sight.state().equals(Sight.ABSENT))
                            .isPresent());
                }
            }
        }
    }
}
