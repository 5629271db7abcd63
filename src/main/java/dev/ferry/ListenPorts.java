package dev.ferry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Where a node is told to listen. A port that somebody else has is told before anything is started, with the setting that moves it. */
final class ListenPorts {
    private record Place(String key, String host, int port) {}

    private ListenPorts() {}

    /** Throws {@link Taken} for the first place that cannot be had. What is free now may be taken later: that is told when it is. */
    static void requireFree(Settings settings) throws Taken {
        List<ServerSocket> had = new ArrayList<>();
        try {
            for (Place place : places(settings)) {
                had.add(listening(place));
            }
        } finally {
            had.forEach(ListenPorts::close);
        }
    }

    private static ServerSocket listening(Place place) throws Taken {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(place.host(), place.port()));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Taken("nothing can listen at " + place.host() + ":" + place.port() + " (" + e.getMessage()
                    + "). See who does with: ss -ltnp 'sport = :" + place.port() + "'; or move it: --set ferry."
                    + place.key() + "=PORT (0 picks a free one)");
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Whoever binds the port next says so.
        }
    }

    /** Those of a fixed number, of what this node does. */
    private static List<Place> places(Settings settings) {
        List<Place> places = new ArrayList<>();
        if (settings.node().is(Settings.Role.API)) {
            Settings.Http http = settings.http();
            places.add(new Place("http.port", http.host(), http.port()));
            add(places, "wsman", http.doors().wsman());
            add(places, "cimxml", http.doors().cimxml());
        }
        Settings.Cluster cluster = settings.cluster();
        places.add(new Place("remote.port", cluster.remoteHost(), cluster.remotePort()));
        // Nobody reads the files of a node without others.
        if (settings.node().is(Settings.Role.STORAGE) && cluster.hasSeeds()) {
            Settings.DataPort data = settings.transfer().data();
            places.add(new Place("data.port", data.host(), data.port()));
        }
        return places.stream().filter(place -> place.port() != 0).toList();
    }

    private static void add(List<Place> places, String name, Settings.Door door) {
        places.add(new Place(name + ".port", door.host(), door.port()));
        places.add(new Place(name + ".tls-port", door.host(), door.tlsPort()));
    }

    /** Says which place, and what to do. */
    static final class Taken extends Exception {
        private static final long serialVersionUID = 1L;

        private Taken(String message) {
            super(message);
        }
    }
}
