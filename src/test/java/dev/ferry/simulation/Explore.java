package dev.ferry.simulation;

import java.util.concurrent.atomic.AtomicLong;

/** The longer command. */
final class Explore {
    public static void main(String[] args) throws Exception {
        Mutation planted = Mutation.valueOf(args[0]);
        long from = Long.parseLong(args[1]);
        long count = Long.parseLong(args[2]);
        int max = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        if (count == 1) {
            var v = Simulation.run(from, planted, true);
            v.trace().forEach(System.out::println);
            v.violations().forEach(System.out::println);
            System.out.println("digest " + v.digest());
            return;
        }
        AtomicLong next = new AtomicLong(from),
                bad = new AtomicLong(),
                jobs = new AtomicLong(),
                digest = new AtomicLong();
        long begin = System.nanoTime();
        Runnable work = () -> {
            for (long s = next.getAndIncrement(); s < from + count && bad.get() < max; s = next.getAndIncrement()) {
                try {
                    var v = Simulation.run(s, planted, false);
                    jobs.addAndGet(v.jobs());
                    digest.addAndGet(v.digest());
                    if (!v.violations().isEmpty()
                            && !v.violations().getFirst().matches(System.getProperty("filter", "none"))) {
                        bad.incrementAndGet();
                        String x = v.violations().getFirst();
                        System.out.println(s + ": " + x.substring(0, Math.min(x.length(), 1500)));
                    }
                } catch (Throwable t) {
                    bad.incrementAndGet();
                    System.out.println(s + ": THROWN");
                    t.printStackTrace(System.out);
                }
            }
        };
        Thread a = Thread.ofPlatform().start(work), b = Thread.ofPlatform().start(work);
        a.join();
        b.join();
        double seconds = (System.nanoTime() - begin) / 1e9;
        long done = Math.min(next.get(), from + count) - from;
        System.out.printf(
                "%d seeds, %d bad, %d jobs, %.1f s, %.0f seeds/min digest %d%n",
                done, bad.get(), jobs.get(), seconds, done / seconds * 60, digest.get());
    }
}
