"""Lists, exports and imports virtual systems with pywbem. The URL names the namespace; without one it is that of v1.

usage: FERRY_PASSWORD=... [FERRY_CA=authority.crt] pywbem_transfer.py URL[/NAMESPACE] USER
       list | export NAME DIRECTORY | import DIRECTORY-OR-DEFINITION | start NAME | stop NAME | tour NAME DIRECTORY [NAMESPACE...]

Without FERRY_CA any certificate is taken.
"""
import os
import sys
import time
from urllib.parse import urlsplit

import pywbem

V1 = "root/virtualization"
LATER = ["root/virtualization/v2", "root/HyperVCluster/v2"]
SYSTEM, SETTINGS = "Msvm_ComputerSystem", "Msvm_VirtualSystemSettingData"
CODES = {
    0: "Completed with No Error", 4096: "Method Parameters Checked - Job Started", 32768: "Failed",
    32769: "Access Denied", 32770: "Not Supported", 32773: "Invalid parameter", 32774: "System is in use",
    32775: "Invalid state for this operation", 32777: "System is not available"}
STATES = {3: "Starting", 4: "Running", 7: "Completed", 10: "Exception", 32768: "Completed with Warnings"}


def named(names, number):
    return f"{number} {names.get(number, '')}".strip()


class Refused(Exception):
    """What a method answers instead of 4096."""

    def __init__(self, method, code):
        super().__init__(f"{method} was refused with {named(CODES, code)}")
        self.code = code


class Transfer:
    def __init__(self, url, namespace, user, password=None):
        place = urlsplit(url)
        authority = os.environ.get("FERRY_CA")
        if authority:
            os.environ["REQUESTS_CA_BUNDLE"] = authority  # which counts more than what is told here
        self.namespace = namespace
        self.is_v1 = namespace == V1
        self.connection = pywbem.WBEMConnection(
            f"{place.scheme}://{place.netloc}", (user, password or os.environ["FERRY_PASSWORD"]),
            default_namespace=namespace, ca_certs=authority, no_verification=not authority)

    def say(self, line):
        print(f"{self.namespace}: {line}")

    def expect(self, holds, sentence):
        if not holds:
            sys.exit(f"{self.namespace}: {sentence}")

    def run(self, method, words, **parameters):
        """Calls a method of the service, which is told in words too, and watches its job to the end."""
        service = self.connection.EnumerateInstanceNames("Msvm_VirtualSystemManagementService")[0]
        returned, out = self.connection.InvokeMethod(method, service, **parameters)
        if returned != 4096:
            raise Refused(method, returned)
        self.say(f"{method} of {words}: {named(CODES, returned)}")
        said = None
        while True:
            job = self.connection.GetInstance(out["Job"])
            state = job["JobState"]
            line = f"job of {method}: {named(STATES, state)}, {job['PercentComplete']} %"
            if line != said:
                self.say(line)
            said = line
            if state == 32768:
                self.say(f"warning: {job['ErrorDescription']}")
            if state in (7, 32768):
                return out["Job"]
            self.expect(state in (3, 4), f"the job of {method} ended badly: error {job['ErrorCode']}, {job['ErrorDescription']}")
            time.sleep(0.2)

    def affected(self, job, class_name):
        found = self.connection.Associators(job, AssocClass="Msvm_AffectedJobElement", ResultClass=class_name)
        self.expect(len(found) == 1, f"the job {job} has {len(found)} of {class_name}")
        return found[0]

    def query(self, condition):
        return self.connection.ExecQuery("WQL", f"SELECT * FROM {SYSTEM} WHERE {condition}")

    def first(self, condition):
        found = self.query(condition)
        self.expect(found, f"no {SYSTEM} has {condition}")
        return found[0]

    def named(self, name):
        return self.first(f"ElementName = '{name}'")

    def same(self, system):
        """The same system as this namespace tells it."""
        return self.first(f"Name = '{system['Name']}'")

    def identify(self):
        """Who is there; CIM-XML has no operation for that, but an object."""
        print("identify:", self.connection.EnumerateInstances("CIM_ObjectManager", namespace="root/interop")[0]["ElementName"])

    def systems(self):
        return list(self.connection.IterEnumerateInstances(SYSTEM, MaxObjectCount=2))

    def list(self):
        for namespace in pywbem.WBEMServer(self.connection).namespaces:
            print("namespace", namespace)
        for system in self.systems():
            settings = self.connection.AssociatorNames(system.path, ResultClass=SETTINGS)
            print("system", system["ElementName"], system["Name"], f"settings={len(settings)}")

    def export(self, system, directory):
        settings = pywbem.CIMInstance(
            "Msvm_VirtualSystemExportSettingData", {"CopyVmStorage": True, "CreateVmExportSubdirectory": True})
        self.run("ExportVirtualSystemEx" if self.is_v1 else "ExportSystemDefinition",
                 f"{system['ElementName']} to {directory}, CreateVmExportSubdirectory=TRUE",
                 ComputerSystem=system.path, ExportDirectory=directory, ExportSettingData=settings)

    def import_from(self, place):
        """Under a new identity: v1 imports an export's folder, the others its definition, as a plan that is checked and realized."""
        words = f"{place}, with a new identity"
        if self.is_v1:
            job = self.run("ImportVirtualSystem", words, ImportDirectory=place, GenerateNewID=True)
        else:
            job = self.run("ImportSystemDefinition", words, SystemDefinitionFile=place, SnapshotFolder="",
                           GenerateNewSystemIdentifier=True)
            plan = self.affected(job, "Msvm_PlannedComputerSystem")
            for method in ("ValidatePlannedSystem", "RealizePlannedSystem"):
                job = self.run(method, f"plan {plan['Name']}", PlannedSystem=plan.path)
        made = self.connection.GetInstance(self.affected(job, SYSTEM).path)
        self.say(f"new system: {made['ElementName']}, {made['Name']}")
        return made

    def turn(self, system, state):
        """To 2, which is running, or to 3, which is off; and sees that it is."""
        returned, _ = self.connection.InvokeMethod("RequestStateChange", system.path, RequestedState=pywbem.Uint16(state))
        for _ in range(50):
            now = self.connection.GetInstance(system.path)["EnabledState"]
            if now == state:
                break
            time.sleep(0.2)
        line = f"RequestStateChange of {system['ElementName']} to {state}: {named(CODES, returned)}, EnabledState is {now}"
        self.expect(now == state, line + ": systems run where the node was started with --set ferry.hypervisor=simulated")
        self.say(line)

    def carry(self, there, directory):
        """What a namespace shows of a system, its export, and the import of that."""
        system = self.same(there)
        name, guid = system["ElementName"], system["Name"]
        found = self.systems()
        self.expect(guid in [one["Name"] for one in found], f"{name} is not listed")
        self.say(f"enumerate {SYSTEM}: {len(found)} instances, {name} is one of them")
        condition = f"ElementName = '{name}'"
        self.say(f"query SELECT * FROM {SYSTEM} WHERE {condition}: {len(self.query(condition))}")
        settings = self.connection.Associators(system.path, ResultClass=SETTINGS)
        self.expect([one["ElementName"] for one in settings] == [name], f"{SETTINGS} of {name}: {settings}")
        self.say(f"associators of {name} in {SETTINGS}: {name}")
        self.export(system, directory)
        folder = f"{directory}\\{name}"
        made = self.import_from(folder if self.is_v1 else f"{folder}\\Virtual Machines\\{guid}.xml")
        self.expect(made["Name"] != guid, f"{name} was imported under the identity that it had")
        self.refused("a folder that is not there", 32773, lambda: self.import_from(directory + "-none"))

    def refused(self, what, code, work):
        try:
            work()
        except Refused as refused:
            self.expect(refused.code == code, f"{what} was to be refused with {named(CODES, code)}: {refused}")
            self.say(f"{what}: {refused}")
        else:
            self.expect(False, f"{what} was not refused")


def tour(transfer, url, user, name, directory, *namespaces):
    """Everything, in the namespace of v1 and in the others; then what is refused."""
    transfer.identify()
    system = transfer.named(name)
    everywhere = [transfer] + [Transfer(url, namespace, user) for namespace in namespaces or LATER]
    for number, there in enumerate(everywhere, 1):
        there.carry(system, f"{directory}-{number}")
    transfer.turn(system, 2)
    for there in everywhere:
        there.refused("a system that runs", 32775, lambda there=there: there.export(there.same(system), directory + "-none"))
    transfer.turn(system, 3)
    try:
        Transfer(url, V1, user, "wrong").systems()
    except pywbem.AuthError as refused:
        print("a wrong password:", refused)
    else:
        sys.exit("a wrong password was taken")


def main(url, user, command, *rest):
    transfer = Transfer(url, urlsplit(url).path.strip("/") or V1, user)
    if command == "list":
        transfer.list()
    elif command == "export":
        transfer.export(transfer.named(rest[0]), rest[1])
    elif command == "import":
        transfer.import_from(rest[0])
    elif command in ("start", "stop"):
        transfer.turn(transfer.named(rest[0]), 2 if command == "start" else 3)
    elif command == "tour":
        tour(transfer, url, user, *rest)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(3)
    except pywbem.Error as failed:
        sys.exit(f"failed: {failed}")
