package dev.ferry.endpoint.wsman;

/** What an operation answers: the action, and the XML of the body. */
record Answer(String action, String body) {}
