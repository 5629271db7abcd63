package dev.ferry.service;

import dev.ferry.view.CommandKeys;
import dev.ferry.view.NodeTable;
import dev.ferry.view.SystemPlaces;

/** All that a door can ask for. Whatever the door, it is the same desk. */
public record FrontDesk(
        SystemService systems,
        ExportService exports,
        ImportService imports,
        PlannedService planned,
        JobService jobs,
        ClusterService cluster,
        NodeService nodes) {
    public static FrontDesk at(Desk desk, CommandKeys keys, SystemPlaces places, NodeTable registry) {
        JobService jobs = new JobService(desk);
        Submitter submitter = new Submitter(desk, keys, jobs);
        return new FrontDesk(
                new SystemService(desk, submitter, jobs, places),
                new ExportService(desk, submitter),
                new ImportService(desk, submitter),
                new PlannedService(desk, submitter, jobs),
                jobs,
                new ClusterService(desk),
                new NodeService(desk, registry, places));
    }
}
