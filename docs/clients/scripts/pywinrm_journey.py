#!/usr/bin/env python3
"""Carries a virtual system with pywinrm's message builder and transport: export, watch, import under a new identity.

FERRY_PASSWORD=... [FERRY_CA=authority.crt] pywinrm_journey.py URL USER SYSTEM DIRECTORY [NAMESPACE...]

The namespace of v1 is always visited, the others as they are named: both when none is. Without FERRY_CA any certificate is taken.
"""
import os
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
V1, LATER = "root/virtualization", ("root/virtualization/v2", "root/HyperVCluster/v2")
SYSTEM, SETTINGS, PLAN = "Msvm_ComputerSystem", "Msvm_VirtualSystemSettingData", "Msvm_PlannedComputerSystem"
SERVICE = "Msvm_VirtualSystemManagementService"
CODES = {
    "0": "Completed with No Error", "4096": "Method Parameters Checked - Job Started", "32768": "Failed",
    "32769": "Access Denied", "32770": "Not Supported", "32773": "Invalid parameter", "32774": "System is in use",
    "32775": "Invalid state for this operation", "32777": "System is not available"}
STATES = {"2": "New", "3": "Starting", "4": "Running", "7": "Completed", "10": "Exception", "32768": "Completed with Warnings"}


def named(names, number):
    return ("%s %s" % (number, names.get(number, ""))).strip()


def local(node):
    return node.tag.rsplit("}", 1)[-1]


def text_of(instance, name):
    return next((node.text for node in instance if local(node) == name), None)


def key_of(reference, name):
    return next(node.text for node in reference.iter() if node.get("Name") == name)


def keys_of(class_name, guid):
    return {"CreationClassName": class_name, "Name": guid}


class Refused(Exception):
    """What a method answers instead of 4096."""

    def __init__(self, method, code):
        super().__init__("%s was refused with %s" % (method, named(CODES, code)))
        self.code = code


class Cim:
    """The CIM operations that pywinrm has no verbs for."""

    def __init__(self, url, user, password, namespace=V1):
        ca = os.environ.get("FERRY_CA")
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

    def query(self, text):
        return list(self.enumerate("*", text))

    def get(self, class_name, selectors):
        return next(iter(self.send(TRANSFER + "Get", class_name, None, selectors)))

    def invoke(self, class_name, keys, method, parameters):
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


class Journey:
    """What one namespace is asked for; says each step, and ends with a sentence when one does not do what it should."""

    def __init__(self, cim):
        self.cim = cim
        self.is_v1 = cim.namespace == V1

    def say(self, line):
        print("%s: %s" % (self.cim.namespace, line))

    def expect(self, holds, sentence):
        if not holds:
            sys.exit("%s: %s" % (self.cim.namespace, sentence))

    def run(self, method, words, parameters):
        """Calls a method of the service, which is told in words too, and watches its job to the end."""
        service = next(iter(self.cim.enumerate(SERVICE)))
        keys = {name: text_of(service, name)
                for name in ("CreationClassName", "Name", "SystemCreationClassName", "SystemName")}
        output = self.cim.invoke(SERVICE, keys, method, parameters)
        returned = text_of(output, "ReturnValue")
        if returned != "4096":
            raise Refused(method, returned)
        self.say("%s of %s: %s" % (method, words, named(CODES, returned)))
        job = {"InstanceID": key_of(next(node for node in output if local(node) == "Job"), "InstanceID")}
        said = None
        while True:
            seen = self.cim.get("Msvm_ConcreteJob", job)
            state = text_of(seen, "JobState")
            line = "job of %s: %s, %s %%" % (method, named(STATES, state), text_of(seen, "PercentComplete"))
            if line != said:
                self.say(line)
            said = line
            if state == "32768":
                self.say("warning: %s" % text_of(seen, "ErrorDescription"))
            if state in ("7", "32768"):
                return job["InstanceID"]
            self.expect(state in ("2", "3", "4"), "the job of %s ended badly: error %s, %s" % (
                method, text_of(seen, "ErrorCode"), text_of(seen, "ErrorDescription")))
            time.sleep(0.1)

    def affected(self, job, class_name):
        """The GUID of what a job was about."""
        found = self.cim.query("ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='%s'} WHERE AssocClass="
                               "Msvm_AffectedJobElement ResultClass=%s" % (job, class_name))
        self.expect(len(found) == 1, "the job %s has %d of %s" % (job, len(found), class_name))
        return text_of(found[0], "Name")

    def export(self, name, guid, directory):
        # An embedded instance, as Hyper-V takes it.
        settings = '<INSTANCE CLASSNAME="Msvm_VirtualSystemExportSettingData">%s</INSTANCE>' % "".join(
            '<PROPERTY NAME="%s" TYPE="boolean"><VALUE>TRUE</VALUE></PROPERTY>' % name
            for name in ("CopyVmStorage", "CreateVmExportSubdirectory"))
        self.run("ExportVirtualSystemEx" if self.is_v1 else "ExportSystemDefinition",
                 "%s to %s, CreateVmExportSubdirectory=TRUE" % (name, directory),
                 {"ComputerSystem": self.cim.reference(SYSTEM, keys_of(SYSTEM, guid)), "ExportDirectory": directory,
                  "ExportSettingData": settings})

    def import_from(self, place):
        """Under a new identity: v1 imports an export's folder, the others its definition, as a plan that is checked and realized."""
        words = place + ", with a new identity"
        if self.is_v1:
            job = self.run("ImportVirtualSystem", words, {"GenerateNewID": "true", "ImportDirectory": place})
        else:
            job = self.run("ImportSystemDefinition", words, {
                "SystemDefinitionFile": place, "SnapshotFolder": "", "GenerateNewSystemIdentifier": "true"})
            plan = self.affected(job, PLAN)
            for method in ("ValidatePlannedSystem", "RealizePlannedSystem"):
                job = self.run(method, "plan " + plan, {"PlannedSystem": self.cim.reference(PLAN, keys_of(PLAN, plan))})
        made = self.cim.get(SYSTEM, keys_of(SYSTEM, self.affected(job, SYSTEM)))
        self.say("new system: %s, %s" % (text_of(made, "ElementName"), text_of(made, "Name")))
        return text_of(made, "Name")

    def carry(self, name, guid, directory):
        """What the namespace shows of a system, its export, and the import of that."""
        found = list(self.cim.enumerate(SYSTEM))
        self.expect(guid in [text_of(one, "Name") for one in found], "%s is not listed" % name)
        self.say("enumerate %s: %d instances, %s is one of them" % (SYSTEM, len(found), name))
        asked = "SELECT * FROM %s WHERE ElementName = '%s'" % (SYSTEM, name)
        self.say("query %s: %d" % (asked, len(self.cim.query(asked))))
        settings = self.cim.query("ASSOCIATORS OF {%s.CreationClassName='%s',Name='%s'} WHERE ResultClass=%s"
                                  % (SYSTEM, SYSTEM, guid, SETTINGS))
        self.expect([text_of(one, "ElementName") for one in settings] == [name],
                    "%s of %s: %d" % (SETTINGS, name, len(settings)))
        self.say("associators of %s in %s: %s" % (name, SETTINGS, name))
        self.export(name, guid, directory)
        folder = directory + "\\" + name
        made = self.import_from(folder if self.is_v1 else "%s\\Virtual Machines\\%s.xml" % (folder, guid))
        self.expect(made != guid, "%s was imported under the identity that it had" % name)
        self.refused("a folder that is not there", "32773", lambda: self.import_from(directory + "-none"))

    def refused(self, what, code, work):
        try:
            work()
        except Refused as refused:
            self.expect(refused.code == code, "%s was to be refused with %s: %s" % (what, named(CODES, code), refused))
            self.say("%s: %s" % (what, refused))
        else:
            self.expect(False, "%s was not refused" % what)

    def turn(self, name, guid, state):
        """To 2, which is running, or to 3, which is off; and sees that it is."""
        keys = keys_of(SYSTEM, guid)
        returned = text_of(self.cim.invoke(SYSTEM, keys, "RequestStateChange", {"RequestedState": state}), "ReturnValue")
        for _ in range(50):
            now = text_of(self.cim.get(SYSTEM, keys), "EnabledState")
            if now == state:
                break
            time.sleep(0.2)
        line = "RequestStateChange of %s to %s: %s, EnabledState is %s" % (name, state, named(CODES, returned), now)
        self.expect(now == state, line + ": systems run where the node was started with --set ferry.hypervisor=simulated")
        self.say(line)


def main(url, user, name, directory, *namespaces):
    password = os.environ["FERRY_PASSWORD"]
    first = Journey(Cim(url, user, password))
    print("identify:", first.cim.identify())
    found = first.cim.query("SELECT * FROM %s WHERE ElementName = '%s'" % (SYSTEM, name))
    first.expect(found, "no %s has ElementName = '%s'" % (SYSTEM, name))
    guid = text_of(found[0], "Name")
    everywhere = [first] + [Journey(Cim(url, user, password, namespace)) for namespace in namespaces or LATER]
    for number, there in enumerate(everywhere, 1):
        there.carry(name, guid, "%s-%d" % (directory, number))
    first.turn(name, guid, "2")
    for there in everywhere:
        there.refused("a system that runs", "32775", lambda there=there: there.export(name, guid, directory + "-none"))
    first.turn(name, guid, "3")
    try:
        first.cim.get(SYSTEM, keys_of(SYSTEM, "nobody"))
        sys.exit("a system that is not there was got")
    except WinRMError as fault:
        print("a system that is not there:", fault)
    try:
        list(Cim(url, user, "wrong").enumerate(SYSTEM))
        sys.exit("a wrong password was taken")
    except InvalidCredentialsError as refused:
        print("a wrong password: InvalidCredentialsError,", refused)


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(3)
    except WinRMError as fault:
        sys.exit("failed: %s" % fault)
