/**
 * What tests share: ready samples, ready jobs ({@link dev.ferry.testkit.JobStories}), a world in memory that performs every
 * action ({@link dev.ferry.testkit.FakeWorld}), and the driver that takes a job through it. No mocks, no sleeps, no actors: a
 * fake here is plain code that can fail on the n-th call, lose a reply or die half way. Start at
 * {@link dev.ferry.testkit.SagaChecks}: a new kind of job is tested by adding one story.
 */
package dev.ferry.testkit;
