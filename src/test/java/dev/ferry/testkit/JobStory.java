package dev.ferry.testkit;

import dev.ferry.model.job.JobOrder;
import java.util.function.Supplier;

/** A job that could be ordered, and the world before it. Every look at {@code before} makes the same world anew. */
public record JobStory(String name, Supplier<FakeWorld> before, JobOrder order) {
    @Override
    public String toString() {
        return name;
    }
}
