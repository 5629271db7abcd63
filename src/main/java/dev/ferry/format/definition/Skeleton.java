package dev.ferry.format.definition;

import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.format.config.ConfigValue;
import dev.ferry.model.Guid;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of a system that no Windows host has seen yet: the names that a host of Windows Server 2012 R2
 * writes for a new system, without what makes one system differ from another.
 */
final class Skeleton {
    /** {@code generations|class GUID|device version|name in the device list ("" when it is not listed)}. */
    private static final String DEVICES = """
            12|58F75A6D-D949-4320-99E1-A2A2576D581C|512|Microsoft Synthetic Mouse
            12|197F74E3-B84B-46DE-8AE6-82F1CD181CDC|0|Microsoft Synthetic Keyboard
            12|F3CF6965-E8D3-44A9-9B7D-A04245EA7525|256|Microsoft Synthetic Video
            12|BC12C717-8898-4688-8EE4-2CD14894F8EA|0|Microsoft Hyper-V Activation Component
            12|6C09BB55-D683-4DA0-8931-C9BF705F6480|256|Microsoft Guest Interface Component
            12|84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47|256|Microsoft Heartbeat Component
            12|2A34B1C2-FD73-4043-8A5B-DD2159BC743F|256|Microsoft Key-Value Pair Exchange Component
            12|9F8233AC-BE49-4C79-8EE3-E7E1985B2077|256|Microsoft Shutdown Component
            12|2497F4DE-E9FA-4204-80E4-4B75C46419C0|256|Microsoft Time Synchronization Component
            12|5CED1297-4598-4915-A5FC-AD21BB4D02A4|256|Microsoft VSS Component
            12|6C5ADDB9-A11A-4E8E-84CB-E6208201DB63|512|Microsoft RDV Component
            12|8E3A359F-559A-4B6A-98A9-1690A6100ED7|512|
            12|AC6B8DC1-3257-4A70-B1B2-A9C9215659AD|512|
            12|DE6CDC86-E1FB-4940-801B-C3C1A26C4DA4|256|
            1|E51B7EF6-4A7F-4780-AAAE-D4B291AACD2E|256|
            """;

    /** {@code path=value}; a number is an integer, True and False are flags, everything else is text. */
    private static final String VALUES = """
            _6c09bb55-d683-4da0-8931-c9bf705f6480_/Enabled=False
            _8e3a359f-559a-4b6a-98a9-1690a6100ed7_/port0/connection=
            _8e3a359f-559a-4b6a-98a9-1690a6100ed7_/port1/connection=
            _ac6b8dc1-3257-4a70-b1b2-a9c9215659ad_/num_lock=False
            _ac6b8dc1-3257-4a70-b1b2-a9c9215659ad_/pause_after_boot_failure=False
            _ac6b8dc1-3257-4a70-b1b2-a9c9215659ad_/pxe_preferred_protocol=4
            global_settings/devices/allow_reduced_fc_redundancy=False
            global_settings/devices/storage_allow_full_scsi_command_set=False
            global_settings/disk_merge_pending=False
            global_settings/power/host_shutdown/action=1
            global_settings/power/host_startup/action=1
            global_settings/snapshots/list/size=0
            global_settings/unexpected_termination/action=1
            global_settings/vhd_path_acled=False
            manifest/version=260
            properties/highly_available=False
            properties/last_powered_off_time=0
            properties/last_powered_on_time=0
            properties/last_state_change_time=0
            settings/memory/bank/priority=5000
            settings/processors/features/limit=False
            settings/processors/limit=100000
            settings/processors/limit_cpuid=False
            settings/processors/reservation=0
            settings/processors/weight=100
            settings/stopped_at_host_shutdown=False
            settings/topology/low_mmio_gap_mb=128
            settings/vnuma/enabled=True
            """;

    private Skeleton() {}

    static ConfigTree of(int generation, String serialNumber) {
        ConfigTree tree = ConfigTree.empty();
        for (String line : VALUES.split("\n", -1)) {
            int equals = line.indexOf('=');
            tree = equals < 0 ? tree : tree.with(line.substring(0, equals), value(line.substring(equals + 1)));
        }
        String firmware = Devices.node(Devices.FIRMWARE) + "/";
        return devices(generation, tree)
                .with(firmware + "base_board/serial_number", serialNumber)
                .with(firmware + "chassis/asset_tag", serialNumber)
                .with(firmware + "chassis/serial_number", serialNumber);
    }

    private static ConfigTree devices(int generation, ConfigTree start) {
        List<Branch> listed = new ArrayList<>();
        ConfigTree tree = start;
        for (String line : DEVICES.split("\n", -1)) {
            String[] parts = line.split("\\|", -1);
            if (parts[0].contains(Integer.toString(generation))) {
                int version = Integer.parseInt(parts[2]);
                tree = version == 0 ? tree : tree.with(Devices.node(parts[1]) + "/VDEVVersion", version);
                if (!parts[3].isEmpty()) {
                    listed.add(DeviceManifest.newEntry(parts[1], parts[3], Guid.canonical(parts[1])));
                }
            }
        }
        return new DeviceManifest(listed).writeTo(tree);
    }

    private static ConfigValue value(String text) {
        if (text.equals("True") || text.equals("False")) {
            return ConfigValue.of(text.equals("True"));
        }
        boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? ConfigValue.of(Long.parseLong(text)) : ConfigValue.of(text);
    }
}
