#!/bin/bash
# Carries a virtual system with whistle (Debian's wsl): export, watch, import under a new identity, in the namespace of v1 and in others.
#   WSENDPOINT=HOST:PORT WSUSER=admin WSPASS=... [WSNOSSL=true] wsl_journey.sh SYSTEM DIRECTORY [NAMESPACE...]
# It writes its requests and answers into the current folder.
export IPINTERACTIVE=0 OUTLEVEL=1
WQL=http://schemas.microsoft.com/wbem/wsman/1/WQL
system=$1
directory=$2
shift 2

# Where the calls go from now on.
in_namespace() {
  namespace=$1
  URI=http://schemas.microsoft.com/wbem/wsman/1/wmi/$namespace
  SERVICE=$URI/Msvm_VirtualSystemManagementService
}

# What stands in the first element of that name.
value() { sed -n "s/.*<p:$1>\([^<]*\)<.*/\1/p" "$2" | head -n 1; }

# A query: what it finds, or the references to it.
query() { wsl enum "$URI/*" -dialect "$WQL" -filter "$1"; }
references() { wsl enum "$URI/*" -dialect "$WQL" -mode epr -filter "$1"; }

# Waits for the job that an answer names.
ended() {
  id=$(sed -n 's/.*Name="InstanceID">\([^<]*\)<.*/\1/p' "$1" | head -n 1)
  state=4
  while [ "$state" = 2 ] || [ "$state" = 3 ] || [ "$state" = 4 ]; do
    wsl get "$URI/Msvm_ConcreteJob" "InstanceID=$id" >job.xml
    state=$(value JobState job.xml)
  done
  echo "$state"
}

in_namespace root/virtualization
wsl identify check >/dev/null
echo "identify: $(sed -n 's/.*<wsmid:ProductVendor>\([^<]*\)<.*/\1/p' response.xml)"

wsl enum "$URI/Msvm_ComputerSystem" >systems.xml
echo "systems: $(grep -c '<p:ElementName>' systems.xml)"

query "select * from Msvm_ComputerSystem where ElementName='$system'" >one.xml
name=$(value Name one.xml)
references "select * from Msvm_ComputerSystem where Name='$name'" >epr.xml

wsl enum "$URI/Msvm_ComputerSystem" -associators CreationClassName=Msvm_ComputerSystem "Name=$name" \
  -ns root/virtualization >links.xml
echo "links: $(grep -q 'Msvm_SettingsDefineState' links.xml && echo found)"

cat >settings.txt <<END
&lt;INSTANCE CLASSNAME="Msvm_VirtualSystemExportSettingData"&gt;&lt;PROPERTY NAME="CreateVmExportSubdirectory" TYPE="boolean"&gt;&lt;VALUE&gt;TRUE&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;
END
wsl invoke "$SERVICE" ExportVirtualSystemEx "ComputerSystem=FILE:epr.xml" "ExportDirectory=$directory" \
  "ExportSettingData=RFILE:settings.txt" >export.xml
echo "export ended in: $(ended export.xml)"

wsl invoke "$SERVICE" ImportVirtualSystem GenerateNewID=true "ImportDirectory=$directory\\$system" >import.xml
echo "import ended in: $(ended import.xml)"

wsl invoke "$SERVICE" ImportVirtualSystem GenerateNewID=true "ImportDirectory=$directory\\none" >refused.xml
echo "a folder that is not there: $(value ReturnValue refused.xml)"

# The others import a definition, as a plan that is checked and realized.
for other in "$@"; do
  in_namespace "$other"
  folder=$directory-${other//\//-}
  references "select * from Msvm_ComputerSystem where Name='$name'" >epr.xml
  wsl invoke "$SERVICE" ExportSystemDefinition "ComputerSystem=FILE:epr.xml" "ExportDirectory=$folder" \
    "ExportSettingData=RFILE:settings.txt" >export.xml
  echo "export in $other ended in: $(ended export.xml)"
  wsl invoke "$SERVICE" ImportSystemDefinition "SystemDefinitionFile=$folder\\$system\\Virtual Machines\\$name.xml" \
    GenerateNewSystemIdentifier=true >import.xml
  echo "import in $other ended in: $(ended import.xml)"
  references "select * from Msvm_PlannedComputerSystem where ElementName='$system'" >epr.xml
  wsl invoke "$SERVICE" ValidatePlannedSystem "PlannedSystem=FILE:epr.xml" >validate.xml
  echo "validation in $other ended in: $(ended validate.xml)"
  wsl invoke "$SERVICE" RealizePlannedSystem "PlannedSystem=FILE:epr.xml" >realize.xml
  echo "realization in $other ended in: $(ended realize.xml)"
done

query "select * from Msvm_ComputerSystem where ElementName='$system'" >all.xml
echo "systems of that name: $(grep -c '<p:Name>' all.xml)"

in_namespace root/virtualization
references "select * from Msvm_ComputerSystem where Name='$name'" >epr.xml
wsl invoke "$URI/Msvm_ComputerSystem" RequestStateChange RequestedState=2 -inst epr.xml >start.xml
wsl invoke "$SERVICE" ExportVirtualSystemEx "ComputerSystem=FILE:epr.xml" "ExportDirectory=$directory" >refused.xml
echo "a running system: $(value ReturnValue refused.xml)"

rm -f response.xml
WSPASS=wrong wsl identify check >/dev/null 2>&1
echo "a wrong password: $(grep -q ProductVendor response.xml && echo taken || echo refused)"
