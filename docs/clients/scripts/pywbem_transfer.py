"""Lists, exports and imports virtual systems with pywbem. The URL names the namespace; without one it is that of v1.

usage: FERRY_PASSWORD=... pywbem_transfer.py URL[/NAMESPACE] USER
       list | export NAME DIRECTORY | import DIRECTORY-OR-DEFINITION | start NAME | tour NAME DIRECTORY [NAMESPACE...]
"""
import os
import sys
import time
from urllib.parse import urlsplit

import pywbem

V1 = "root/virtualization"


class Refused(Exception):
    """What a method answers instead of 0 or 4096."""


class Transfer:
    def __init__(self, url, namespace, user):
        place = urlsplit(url)
        self.is_v1 = namespace == V1
        self.connection = pywbem.WBEMConnection(
            f"{place.scheme}://{place.netloc}", (user, os.environ["FERRY_PASSWORD"]),
            default_namespace=namespace, no_verification=True)

    def run(self, method, **parameters):
        """Calls a method of the service and watches its job to the end."""
        service = self.connection.EnumerateInstanceNames("Msvm_VirtualSystemManagementService")[0]
        returned, out = self.connection.InvokeMethod(method, service, **parameters)
        if returned != 4096:
            raise Refused(f"refused with {returned}")
        while True:
            job = self.connection.GetInstance(out["Job"])
            print(f"{method} job state={job['JobState']} percent={job['PercentComplete']}")
            if job["JobState"] not in (3, 4):
                if job["JobState"] not in (7, 32768):
                    sys.exit(f"{job['ErrorCode']}: {job['ErrorDescription']}")
                return out["Job"]
            time.sleep(0.2)

    def affected(self, job, class_name):
        return self.connection.Associators(job, AssocClass="Msvm_AffectedJobElement", ResultClass=class_name)[0]

    def system(self, condition):
        return self.connection.ExecQuery("WQL", f"SELECT * FROM Msvm_ComputerSystem WHERE {condition}")[0]

    def named(self, name):
        return self.system(f"ElementName = '{name}'")

    def list(self):
        for namespace in pywbem.WBEMServer(self.connection).namespaces:
            print("namespace", namespace)
        for system in self.connection.IterEnumerateInstances("Msvm_ComputerSystem", MaxObjectCount=2):
            settings = self.connection.AssociatorNames(system.path, ResultClass="Msvm_VirtualSystemSettingData")
            print("system", system["ElementName"], system["Name"], f"settings={len(settings)}")

    def export(self, system, directory):
        settings = pywbem.CIMInstance(
            "Msvm_VirtualSystemExportSettingData", {"CopyVmStorage": True, "CreateVmExportSubdirectory": True})
        self.run("ExportVirtualSystemEx" if self.is_v1 else "ExportSystemDefinition",
                 ComputerSystem=system.path, ExportDirectory=directory, ExportSettingData=settings)

    def import_from(self, place):
        """Under a new identity: v1 imports an export's folder, the others its definition, as a plan that is checked and realized."""
        if self.is_v1:
            job = self.run("ImportVirtualSystem", ImportDirectory=place, GenerateNewID=True)
        else:
            job = self.run("ImportSystemDefinition", SystemDefinitionFile=place, SnapshotFolder="",
                           GenerateNewSystemIdentifier=True)
            plan = self.affected(job, "Msvm_PlannedComputerSystem").path
            self.run("ValidatePlannedSystem", PlannedSystem=plan)
            job = self.run("RealizePlannedSystem", PlannedSystem=plan)
        made = self.affected(job, "Msvm_ComputerSystem")
        print("imported", made["ElementName"], "as", made["Name"])

    def start(self, system):
        returned, _ = self.connection.InvokeMethod("RequestStateChange", system.path, RequestedState=pywbem.Uint16(2))
        print("start answered", returned)

    def tour(self, system, directory):
        print("tour of", self.connection.default_namespace)
        self.list()
        self.export(system, directory)
        folder = f"{directory}\\{system['ElementName']}"
        self.import_from(folder if self.is_v1 else f"{folder}\\Virtual Machines\\{system['Name']}.xml")

    def refusals(self, system, directory):
        try:
            self.import_from(directory + "\\none")
        except Refused as refused:
            print("a folder that is not there:", refused)
        self.start(system)
        try:
            self.export(system, directory)
        except Refused as refused:
            print("a running system:", refused)


def main(url, user, command, *rest):
    transfer = Transfer(url, urlsplit(url).path.strip("/") or V1, user)
    if command == "list":
        transfer.list()
    elif command == "export":
        transfer.export(transfer.named(rest[0]), rest[1])
    elif command == "import":
        transfer.import_from(rest[0])
    elif command == "start":
        transfer.start(transfer.named(rest[0]))
    elif command == "tour":
        system = transfer.named(rest[0])
        transfer.tour(system, rest[1])
        for number, namespace in enumerate(rest[2:], 1):
            there = Transfer(url, namespace, user)
            there.tour(there.system(f"Name = '{system['Name']}'"), rest[1] + str(number))
        transfer.refusals(system, rest[1])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Refused as refused:
        sys.exit(str(refused))
