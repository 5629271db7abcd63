/**
 * Whether the language of CIM is spoken as it is documented, at a real node: what each setting changes on disk, which code is given
 * when, and a row for every class, property and method, which is the document {@code docs/reference/conformance.md}.
 * Not here: tests of one part by itself, which live beside the part. Start at {@code ConformanceTest}.
 */
package dev.ferry.conformance;
