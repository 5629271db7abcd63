package dev.ferry.storm;

import java.util.List;

/** All that the checker judges. */
record Evidence(List<Submit> submits, List<Sight> sights, List<JournalRow> journal, Disks disks, Listings listings) {}
