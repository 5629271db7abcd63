#!/usr/bin/env python3
"""Carries a virtual system with pywinrm's message builder and transport: export, watch, import under a new identity.

pywinrm_journey.py URL USER PASSWORD SYSTEM DIRECTORY [CA [NAMESPACE...]]

The namespace of v1 is always visited, the others as they are named: both when none is. An empty CA takes any certificate.
"""
import sys
import time
import uuid
import xml.etree.ElementTree as ET

import xmltodict
from winrm.exceptions import InvalidCredentialsError, WinRMError
from winrm.protocol import Protocol

WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer/"
ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/"
WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
ANONYMOUS = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
V1, V2, CLUSTER = "root/virtualization", "root/virtualization/v2", "root/HyperVCluster/v2"
DONE = ("7", "32768")
SERVICE = "Msvm_VirtualSystemManagementService"


def local(node):
    return node.tag.rsplit("}", 1)[-1]


class Cim:
    """The CIM operations that pywinrm has no verbs for."""

    def __init__(self, url, user, password, namespace=V1, ca=None):
        self.namespace = namespace
        options = {"ca_trust_path": ca} if ca else {"server_cert_validation": "ignore"}
        self.protocol = Protocol(url, transport="basic", username=user, password=password, **options)

    def send(self, action, class_name, body, selectors=None):
        request = {"env:Envelope": self.protocol._get_soap_header(
            resource_uri=WMI + self.namespace + "/" + class_name, action=action, message_id=uuid.uuid4())}
        if selectors:
            request["env:Envelope"]["env:Header"]["w:SelectorSet"] = {
                "w:Selector": [{"@Name": name, "#text": text} for name, text in selectors.items()]}
        request["env:Envelope"]["env:Body"] = body
        answer = ET.fromstring(self.protocol.send_message(xmltodict.unparse(request)))
        return next(node for node in answer if local(node) == "Body")

    def identify(self):
        envelope = ('<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:i="http://schemas.dmtf.org/'
                    'wbem/wsman/identity/1/wsmanidentity.xsd"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>')
        answer = ET.fromstring(self.protocol.send_message(envelope))
        return next(node.text for node in answer.iter() if local(node) == "ProductVendor")

    def enumerate(self, class_name, query=None):
        asked = {"w:OptimizeEnumeration": None, "w:MaxElements": "100"}
        if query:
            asked["w:Filter"] = {"@Dialect": WQL, "#text": query}
        answer = self.send(ENUMERATION + "Enumerate", class_name, {"n:Enumerate": asked})
        while True:
            for items in (node for node in answer.iter() if local(node) == "Items"):
                yield from items
            context = next((node.text for node in answer.iter() if local(node) == "EnumerationContext"), None)
            if not context:
                return
            answer = self.send(ENUMERATION + "Pull", class_name, {
                "n:Pull": {"n:EnumerationContext": context, "n:MaxElements": "100"}})

    def get(self, class_name, selectors):
        return next(iter(self.send(TRANSFER + "Get", class_name, None, selectors)))

    def invoke(self, method, parameters):
        service = next(iter(self.enumerate(SERVICE)))
        keys = {name: text_of(service, name)
                for name in ("CreationClassName", "Name", "SystemCreationClassName", "SystemName")}
        return self.invoke_at(SERVICE, keys, method, parameters)

    def invoke_at(self, class_name, keys, method, parameters):
        uri = WMI + self.namespace + "/" + class_name
        given = {"@xmlns:q": uri}
        given.update({"q:" + name: value for name, value in parameters.items()})
        return next(iter(self.send(uri + "/" + method, class_name, {"q:" + method + "_INPUT": given}, keys)))

    def reference(self, class_name, selectors):
        return {
            "a:Address": ANONYMOUS,
            "a:ReferenceParameters": {
                "w:ResourceURI": WMI + self.namespace + "/" + class_name,
                "w:SelectorSet": {"w:Selector": [{"@Name": n, "#text": t} for n, t in selectors.items()]}}}

    def ended(self, output):
        """Waits for the job of an answer; gives its state."""
        if text_of(output, "ReturnValue") != "4096":
            raise RuntimeError("refused with " + text_of(output, "ReturnValue"))
        job = next(node for node in output if local(node) == "Job")
        key = key_of(job, "InstanceID")
        while True:
            seen = self.get("Msvm_ConcreteJob", {"InstanceID": key})
            if text_of(seen, "JobState") not in ("2", "3", "4"):
                return seen
            time.sleep(0.1)


    def affected(self, job, class_name):
        """The keys of what a job was about."""
        found = next(iter(self.enumerate("*", "ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='%s'} WHERE AssocClass="
                                              "Msvm_AffectedJobElement ResultClass=%s"
                                         % (text_of(job, "InstanceID"), class_name))))
        return {"CreationClassName": class_name, "Name": text_of(found, "Name")}

    def planned_and_realized(self, definition):
        """Imports a definition under a new identity; gives the keys of the system that it has become."""
        read = self.ended(self.invoke("ImportSystemDefinition", {
            "SystemDefinitionFile": definition, "SnapshotFolder": "", "GenerateNewSystemIdentifier": "true"}))
        plan = {"PlannedSystem": self.reference(
            "Msvm_PlannedComputerSystem", self.affected(read, "Msvm_PlannedComputerSystem"))}
        checked = self.ended(self.invoke("ValidatePlannedSystem", plan))
        print("plan checked:", text_of(checked, "JobState") in DONE, text_of(checked, "ErrorDescription") or "")
        return self.affected(self.ended(self.invoke("RealizePlannedSystem", plan)), "Msvm_ComputerSystem")


def key_of(reference, name):
    return next(node.text for node in reference.iter() if node.get("Name") == name)


def text_of(instance, name):
    return next((node.text for node in instance if local(node) == name), None)


def instance_text(class_name, **properties):
    """An embedded instance, as Hyper-V takes it."""
    return '<INSTANCE CLASSNAME="%s">%s</INSTANCE>' % (class_name, "".join(
        '<PROPERTY NAME="%s" TYPE="%s"><VALUE>%s</VALUE></PROPERTY>' % (name, kind, value)
        for name, (kind, value) in properties.items()))


def main(url, user, password, system, directory, ca=None, *others):
    cim = Cim(url, user, password, ca=ca)
    print("identify:", cim.identify())
    print("systems:", sorted(text_of(found, "ElementName") for found in cim.enumerate("Msvm_ComputerSystem")))
    found = next(iter(cim.enumerate("*", "SELECT * FROM Msvm_ComputerSystem WHERE ElementName='%s'" % system)))
    keys = {"CreationClassName": "Msvm_ComputerSystem", "Name": text_of(found, "Name")}
    linked = cim.enumerate("*", "ASSOCIATORS OF {Msvm_ComputerSystem.CreationClassName='Msvm_ComputerSystem',"
                                "Name='%s'} WHERE ResultClass=Msvm_VirtualSystemSettingData" % keys["Name"])
    print("settings:", len(list(linked)))

    settings = instance_text("Msvm_VirtualSystemExportSettingData", CopyVmStorage=("boolean", "TRUE"),
                             CreateVmExportSubdirectory=("boolean", "TRUE"))
    export = {"ComputerSystem": cim.reference("Msvm_ComputerSystem", keys), "ExportDirectory": directory,
              "ExportSettingData": settings}
    print("export ended in:", text_of(cim.ended(cim.invoke("ExportVirtualSystemEx", export)), "JobState"))
    job = cim.ended(cim.invoke("ImportVirtualSystem", {
        "GenerateNewID": "true", "ImportDirectory": directory + "\\" + system}))
    print("import ended in:", text_of(job, "JobState"))
    for namespace in others or (V2, CLUSTER):
        there = Cim(url, user, password, namespace, ca)
        folder = directory + "-" + namespace.split("/")[1]
        print("systems in", namespace + ":", len(list(there.enumerate("Msvm_ComputerSystem"))))
        moved = there.invoke("ExportSystemDefinition", {
            "ComputerSystem": there.reference("Msvm_ComputerSystem", keys), "ExportDirectory": folder,
            "ExportSettingData": settings})
        print("export in", namespace, "ended in:", text_of(there.ended(moved), "JobState"))
        made = there.planned_and_realized("%s\\%s\\Virtual Machines\\%s.xml" % (folder, system, keys["Name"]))
        print("import in", namespace, "made:", text_of(there.get("Msvm_ComputerSystem", made), "ElementName"))
    same = cim.enumerate("*", "SELECT Name FROM Msvm_ComputerSystem WHERE ElementName='%s'" % system)
    print("systems of that name:", len(set(text_of(one, "Name") for one in same)))

    refused = cim.invoke("ImportVirtualSystem", {"GenerateNewID": "true", "ImportDirectory": directory + "\\none"})
    print("a folder that is not there:", text_of(refused, "ReturnValue"))
    cim.invoke_at("Msvm_ComputerSystem", keys, "RequestStateChange", {"RequestedState": "2"})
    print("a running system:", text_of(cim.invoke("ExportVirtualSystemEx", export), "ReturnValue"))
    try:
        cim.get("Msvm_ComputerSystem", {"CreationClassName": "Msvm_ComputerSystem", "Name": "nobody"})
    except WinRMError as fault:
        print("a system that is not there:", "DestinationUnreachable" in str(fault))
    try:
        next(iter(Cim(url, user, "wrong", ca=ca).enumerate("Msvm_ComputerSystem")))
    except InvalidCredentialsError:
        print("a wrong password: refused")


if __name__ == "__main__":
    main(*sys.argv[1:])
