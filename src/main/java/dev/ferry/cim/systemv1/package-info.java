/**
 * Virtual systems as the classes of {@code root/virtualization}: the system, its settings, its devices, and the links between them.
 * Only realized systems are shown. All renderings are pure; what the product has no truth for has no value. Nothing here finds a
 * system, or changes one.
 *
 * <p>Start at {@link dev.ferry.cim.systemv1.SystemViewsV1}; what a summary holds is in {@link
 * dev.ferry.cim.systemv1.GetSummaryInformationV1}.
 */
package dev.ferry.cim.systemv1;
