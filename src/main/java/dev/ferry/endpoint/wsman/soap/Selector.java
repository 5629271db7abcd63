package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.value.CimValue;

/** One of the names by which a request tells the instance that it means: a text, or a reference. */
public record Selector(String name, CimValue value) {}
