package dev.ferry.format.definition;

/** Where a definition says that a saved state lies: the memory ({@code .bin}) and the devices ({@code .vsv}). */
public record SavedFiles(String memory, String state) {}
