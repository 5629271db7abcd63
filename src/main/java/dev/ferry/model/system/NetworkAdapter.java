package dev.ferry.model.system;

import java.util.HexFormat;
import java.util.Locale;

/**
 * A synthetic network adapter. {@code id} is the device's own GUID, {@code mac} is twelve hex digits or empty while none is
 * assigned, {@code network} is the name of the network it is connected to, or empty.
 */
public record NetworkAdapter(String id, String name, String mac, boolean macIsStatic, String network) {
    public NetworkAdapter {
        mac = canonicalMac(mac);
        network = network == null ? "" : network;
    }

    public NetworkAdapter withNetwork(String other) {
        return new NetworkAdapter(id, name, mac, macIsStatic, other);
    }

    public NetworkAdapter withMac(String other) {
        return new NetworkAdapter(id, name, other, macIsStatic, network);
    }

    private static String canonicalMac(String text) {
        String digits = text == null ? "" : text.replaceAll("[-:.]", "").toUpperCase(Locale.ROOT);
        if (digits.isEmpty() || digits.equals("000000000000")) {
            return "";
        }
        if (digits.length() != 12 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("'" + text + "' is not a MAC address (00-15-5D-01-02-03)");
        }
        return digits;
    }
}
