package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;

/** What the server does under one name. */
@FunctionalInterface
interface Operation {
    Answer of(Asked asked) throws CimFailure;
}
