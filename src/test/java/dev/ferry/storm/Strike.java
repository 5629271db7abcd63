package dev.ferry.storm;

import java.time.Instant;
import java.util.List;

/** A fault that befell: which nodes, which job it was aimed at (empty for none), and when. */
record Strike(Fault fault, List<String> nodes, String job, Instant at) {}
