package dev.ferry.cli;

import java.util.Optional;

/** How a person, or the script in its place, is asked for one line. Empty at the end of the input. */
public interface Prompt {
    Optional<String> ask(String question, boolean secret);
}
