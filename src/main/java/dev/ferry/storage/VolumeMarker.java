package dev.ferry.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** {@code .ferry/volume.json}: which volume this is and whose. Its absence means that the volume is not mounted. */
record VolumeMarker(String format, String volumeId, String clusterId, String name, boolean shared) {
    static final String PATH = Names.OWN_FOLDER + "/volume.json";
    static final String FORMAT = "ferry-volume/1";
    static final int MAX_BYTES = 64 << 10;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    byte[] toBytes() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a marker can always be written", e);
        }
    }

    static VolumeMarker read(byte[] bytes) throws StorageException {
        try {
            VolumeMarker marker = JSON.readValue(bytes, VolumeMarker.class);
            if (FORMAT.equals(marker.format()) && marker.volumeId() != null && marker.clusterId() != null) {
                return marker;
            }
            throw unreadable("its format is not " + FORMAT, null);
        } catch (IOException e) {
            throw unreadable("it is not readable JSON", e);
        }
    }

    private static StorageException unreadable(String why, Throwable cause) {
        return StorageException.notAvailable(
                        "the volume's marker " + PATH + " cannot be used: " + why + ".",
                        "Put the right file back; it is only ever written when a volume is initialised.")
                .causedBy(cause);
    }
}
