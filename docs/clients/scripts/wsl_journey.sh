#!/bin/bash
# Carries a virtual system with whistle (Debian's wsl): export, watch, import under a new identity.
#   WSENDPOINT=HOST:PORT WSUSER=admin WSPASS=... [WSNOSSL=true] wsl_journey.sh SYSTEM DIRECTORY
# It writes its requests and answers into the current folder.
export IPINTERACTIVE=0 OUTLEVEL=1
URI=http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization
SERVICE=$URI/Msvm_VirtualSystemManagementService
WQL=http://schemas.microsoft.com/wbem/wsman/1/WQL
system=$1
directory=$2

# What stands in the first element of that name.
value() { sed -n "s/.*<p:$1>\([^<]*\)<.*/\1/p" "$2" | head -n 1; }

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

wsl identify >identity.xml
echo "identify: $(sed -n 's/.*ProductVendor>\([^<]*\)<.*/\1/p' identity.xml)"

wsl enum "$URI/Msvm_ComputerSystem" >systems.xml
echo "systems: $(grep -c '<p:ElementName>' systems.xml)"

wsl enum "$URI/*" -dialect "$WQL" -filter "select * from Msvm_ComputerSystem where ElementName='$system'" >one.xml
name=$(value Name one.xml)
wsl enum "$URI/*" -dialect "$WQL" -mode epr \
  -filter "select * from Msvm_ComputerSystem where ElementName='$system'" >epr.xml

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

wsl enum "$URI/*" -dialect "$WQL" -filter "select * from Msvm_ComputerSystem where ElementName='$system'" >both.xml
echo "systems of that name: $(grep -c '<p:Name>' both.xml)"

wsl invoke "$SERVICE" ImportVirtualSystem GenerateNewID=true "ImportDirectory=$directory\\none" >refused.xml
echo "a folder that is not there: $(value ReturnValue refused.xml)"

WSPASS=wrong wsl identify >wrong.xml 2>&1
echo "a wrong password: $(grep -q ProductVendor wrong.xml && echo taken || echo refused)"
