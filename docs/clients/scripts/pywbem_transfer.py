"""Lists, exports and imports virtual systems with pywbem.

usage: FERRY_PASSWORD=... pywbem_transfer.py URL USER list | export NAME DIRECTORY | import DIRECTORY
"""
import os
import sys
import time

import pywbem

NAMESPACE = "root/virtualization"


def run(connection, method, **parameters):
    """Calls a method of the service and watches its job to the end."""
    service = connection.EnumerateInstanceNames("Msvm_VirtualSystemManagementService")[0]
    returned, out = connection.InvokeMethod(method, service, **parameters)
    if returned != 4096:
        sys.exit(f"refused with {returned}")
    while True:
        job = connection.GetInstance(out["Job"])
        print(f"job state={job['JobState']} percent={job['PercentComplete']}")
        if job["JobState"] not in (3, 4):
            if job["JobState"] != 7:
                sys.exit(f"{job['ErrorCode']}: {job['ErrorDescription']}")
            return
        time.sleep(0.5)


def main(url, user, command, *rest):
    connection = pywbem.WBEMConnection(
        url, (user, os.environ["FERRY_PASSWORD"]), default_namespace=NAMESPACE, no_verification=True
    )
    if command == "list":
        for namespace in pywbem.WBEMServer(connection).namespaces:
            print("namespace", namespace)
        for system in connection.IterEnumerateInstances("Msvm_ComputerSystem", MaxObjectCount=2):
            settings = connection.AssociatorNames(system.path, ResultClass="Msvm_VirtualSystemSettingData")
            print("system", system["ElementName"], system["Name"], f"settings={len(settings)}")
    elif command == "export":
        query = f"SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '{rest[0]}'"
        system = connection.ExecQuery("WQL", query)[0].path
        settings = pywbem.CIMInstance(
            "Msvm_VirtualSystemExportSettingData", {"CopyVmStorage": True, "CreateVmExportSubdirectory": True}
        )
        run(connection, "ExportVirtualSystemEx", ComputerSystem=system, ExportDirectory=rest[1], ExportSettingData=settings)
    elif command == "import":
        run(connection, "ImportVirtualSystem", ImportDirectory=rest[0], GenerateNewID=True)
    else:
        sys.exit(__doc__)


main(*sys.argv[1:])
