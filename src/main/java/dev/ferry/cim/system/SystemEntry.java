package dev.ferry.cim.system;

import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.SystemRow;

/** A system as the list has it, with where it is now; {@code seat} is null for one that a job is only making. */
public record SystemEntry(SystemRow row, Seat seat) {}
