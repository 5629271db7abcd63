package dev.ferry;

import java.io.IOException;
import java.net.BindException;
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
        for (Place place : places(settings)) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(place.host(), place.port()));
            } catch (BindException _) {
                throw new Taken(place.host() + ":" + place.port()
                        + " cannot be listened at: another process does, or the"
                        + " address is not one of this machine. See who does with: ss -ltnp 'sport = :" + place.port()
                        + "'; or move it: --set ferry." + place.key() + "=PORT (0 picks a free one)");
            } catch (IOException e) {
                throw new Taken(place.host() + ":" + place.port() + " (ferry." + place.key()
                        + ") cannot be listened at: " + e.getMessage());
            }
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
        if (settings.node().is(Settings.Role.STORAGE)) {
            Settings.DataPort data = settings.transfer().data();
            places.add(new Place("data.port", data.host(), data.port()));
        }
        places.add(new Place(
                "remote.port",
                settings.cluster().remoteHost(),
                settings.cluster().remotePort()));
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
