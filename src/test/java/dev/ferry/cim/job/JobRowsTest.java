package dev.ferry.cim.job;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.CimStatus;
import dev.ferry.cim.Scopes;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobRowsTest {
    private static final JobSummary.Story NOTHING = new JobSummary.Story("", List.of(), List.of(), null, null);
    private static final SystemId OTHER = new SystemId("00000000-0000-0000-0000-0000000000FF");
    private static final Scope CLUSTER = Scopes.of(Namespace.CLUSTER);
    private static final Scope V2 = Scopes.of(Namespace.V2);

    /** Every third job is of another node's system. */
    private static List<JobEntry> many(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> FakeJobs.job(
                        n, JobKind.EXPORT, JobState.RUNNING, NOTHING, n % 3 == 0 ? OTHER : FakeJobs.SYSTEM))
                .toList();
    }

    private static JobRows rows(List<JobEntry> jobs) {
        return new JobRows(new FakeJobs(jobs, Map.of(FakeJobs.SYSTEM, Scopes.NODE, OTHER, "node-2")));
    }

    private static List<JobEntry> paged(JobRows rows, Scope scope, int limit) throws Exception {
        List<JobEntry> all = new ArrayList<>();
        List<JobEntry> page = rows.page(scope, Wanted.ALL, "", limit);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = rows.page(scope, Wanted.ALL, rows.key(page.getLast()), limit);
        }
        return all;
    }

    @Test
    void goesOnAfterAKeyThatIsOnlyAText() throws Exception {
        List<JobEntry> jobs = many(450);
        assertEquals(jobs, paged(rows(jobs), CLUSTER, 7));
        assertEquals(jobs, paged(rows(jobs), CLUSTER, 1_000));
    }

    @Test
    void showsFullPagesOfTheJobsOfItsOwnNodeInTheHostNamespaces() throws Exception {
        List<JobEntry> jobs = many(450);
        List<JobEntry> own =
                jobs.stream().filter(job -> !job.system().equals(OTHER)).toList();
        assertEquals(own, paged(rows(jobs), V2, 7));
        assertEquals(own, rows(jobs).page(V2, Wanted.ALL, "", 300));
    }

    @Test
    void showsJobsThatNoNodeOwnsEverywhere() throws Exception {
        List<JobEntry> jobs = List.of(
                FakeJobs.job(1, JobKind.VERIFY, JobState.RUNNING, NOTHING, null),
                FakeJobs.job(
                        2,
                        JobKind.IMPORT,
                        JobState.RUNNING,
                        NOTHING,
                        new SystemId(FakeJobs.id(77).value())));
        assertEquals(jobs, rows(jobs).page(V2, Wanted.ALL, "", 10));
    }

    @Test
    void looksUpOneJobByItsId() throws Exception {
        List<JobEntry> jobs = many(5);
        Wanted fourth = new Wanted(null, "{" + FakeJobs.id(4) + "}");
        assertEquals(List.of(jobs.get(3)), rows(jobs).page(CLUSTER, fourth, "", 10));
        assertEquals(List.of(), rows(jobs).page(CLUSTER, fourth, rows(jobs).key(jobs.get(3)), 10));
        assertEquals(List.of(), rows(jobs).page(CLUSTER, new Wanted(null, "no id"), "", 10));
        assertEquals(
                List.of(), rows(jobs).page(V2, new Wanted(null, FakeJobs.id(3).value()), "", 10));
    }

    @Test
    void forgetsAJobInQueriesButNotByItsPath() throws Exception {
        JobEntry old = FakeJobs.later(
                FakeJobs.job(1, JobKind.EXPORT, JobState.COMPLETED, NOTHING, FakeJobs.SYSTEM), Duration.ofMinutes(6));
        JobRows rows = rows(List.of(old));
        assertEquals(
                List.of(), rows.page(CLUSTER, new Wanted(null, FakeJobs.id(1).value()), "", 10));
        assertEquals(
                List.of(old),
                rows.concernedBy(CLUSTER, JobPaths.of(CLUSTER, FakeJobs.id(1))).orElseThrow());
    }

    @Test
    void findsNoJobByPathsThatNoneRefersTo() throws Exception {
        JobRows rows = rows(many(3));
        for (String path : List.of(
                "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"NODE-1\"",
                "Msvm_ConcreteJob.InstanceID=\"7\"",
                "Msvm_VirtualSystemSettingData.InstanceID=\"Microsoft:1\"",
                "Msvm_OwningJobElement.OwnedElement=\"Msvm_Error=@\"",
                "Msvm_Nothing.A=1")) {
            assertEquals(List.of(), rows.concernedBy(V2, ObjectPath.parse(path)).orElseThrow(), path);
        }
    }

    @Test
    void findsTheJobsOfASystemAtEveryNode() throws Exception {
        ObjectPath system = JobPaths.system(V2, OTHER);
        assertEquals(150, rows(many(450)).concernedBy(V2, system).orElseThrow().size());
        assertEquals(250, rows(many(750)).concernedBy(V2, system).orElseThrow().size());
    }

    @Test
    void refusesAKeyThatItNeverGaveOut() {
        for (String key : List.of("x", "2026-11-20T10:15:30Z", "2026-11-20T10:15:30Z 7", " " + FakeJobs.id(1))) {
            refuses(
                    CimStatus.INVALID_ENUMERATION_CONTEXT,
                    () -> rows(many(1)).page(CLUSTER, Wanted.ALL, key, 1),
                    "goes on at");
        }
    }
}
