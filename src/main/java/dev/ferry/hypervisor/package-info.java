/**
 * WHO RUNS THE GUESTS. One small interface and the drivers behind it.
 *
 * <p>A driver changes the state of a system and tells what came of it; it knows files and settings, but no actors and no jobs.
 * Start with {@link dev.ferry.hypervisor.Hypervisor}.
 */
package dev.ferry.hypervisor;
