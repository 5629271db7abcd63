package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimInstance;
import java.util.Optional;

/** What may become an instance of an answer once it is followed, which may need reading. */
@FunctionalInterface
interface Lead {
    Optional<CimInstance> follow() throws CimFailure;
}
