package dev.ferry.model.transfer;

import java.util.List;

/** A new system as a caller words it: paths and networks are still text. */
public record DefineWish(
        String name,
        long memoryBytes,
        int processors,
        int generation,
        List<String> disks,
        List<NewDiskWish> newDisks,
        List<String> networks,
        String notes) {

    public record NewDiskWish(String name, long sizeBytes) {}

    public DefineWish {
        disks = List.copyOf(disks);
        newDisks = List.copyOf(newDisks);
        networks = List.copyOf(networks);
    }
}
