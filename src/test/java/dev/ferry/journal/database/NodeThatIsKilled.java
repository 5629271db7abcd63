package dev.ferry.journal.database;

import java.io.IOException;
import java.nio.file.Path;

/** Run in a process of its own: holds a data folder and a database until it is killed. */
final class NodeThatIsKilled {
    private NodeThatIsKilled() {}

    static void main(String[] arguments) throws IOException {
        DataFolder data = DataFolder.open(Path.of(arguments[0]));
        EmbeddedDatabase database = EmbeddedDatabase.start(data.path().resolve("postgresql"), Path.of(arguments[1]));
        System.out.println("ready " + database.pid());
        System.in.read();
    }
}
