/**
 * The objects of a namespace: which rows of the product are shown as instances of which classes, and how they are found, listed,
 * queried and followed along their links. What a row means is known by the families and renderings only; how questions and answers
 * travel is not known here.
 *
 * <p>Start at {@link dev.ferry.cim.object.Objects}, then {@link dev.ferry.cim.object.ClassView} and {@link
 * dev.ferry.cim.object.Family}.
 */
package dev.ferry.cim.object;
