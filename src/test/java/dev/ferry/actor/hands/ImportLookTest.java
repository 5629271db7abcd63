package dev.ferry.actor.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.VolumeStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImportLookTest {
    private static final VolumePath FOLDER = new VolumePath("vol1", "", "exports/web");

    @Test
    void registersNoFolderOfAVolumeThatIsReadOnlyAndNamesTheWayThatIsLeft() {
        Refusal refusal = ImportLook.unregistrable(new VolumeStatus.ReadOnly("it belongs to another cluster"), FOLDER)
                .orElseThrow();

        assertEquals(ReturnCode.INVALID_PARAMETER, refusal.code());
        assertTrue(refusal.message().contains("vol1:/exports/web"), refusal.message());
        assertTrue(refusal.message().contains("another cluster"), refusal.message());
        assertTrue(refusal.remedy().contains("ImportVirtualSystemEx"), refusal.remedy());
    }

    @Test
    void registersAFolderOfAVolumeThatCanBeWritten() {
        assertEquals(Optional.empty(), ImportLook.unregistrable(new VolumeStatus.Online(), FOLDER));
    }
}
