package dev.ferry.cim.mof;

/** A text of MOF, and what errors call it: the name of its file. */
public record MofSource(String name, String text) {}
