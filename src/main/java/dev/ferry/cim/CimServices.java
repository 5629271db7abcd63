package dev.ferry.cim;

import dev.ferry.service.ClusterService;
import dev.ferry.service.ExportService;
import dev.ferry.service.ImportService;
import dev.ferry.service.JobService;
import dev.ferry.service.NodeService;
import dev.ferry.service.SystemService;

/** The front desk, as this room needs it. */
public record CimServices(
        SystemService systems,
        ExportService exports,
        ImportService imports,
        JobService jobs,
        ClusterService cluster,
        NodeService nodes) {}
