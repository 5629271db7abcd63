#!/bin/sh
# Lists, exports and imports virtual systems with wbemcli.
# usage: FERRY_PASSWORD=... wbemcli_transfer.sh SCHEME://HOST:PORT USER list | export NAME DIRECTORY | import DIRECTORY
set -eu
scheme=${1%%://*}
place="$scheme://$2:$FERRY_PASSWORD@${1#*://}"
shift 2
namespace=root/virtualization
wbem() { wbemcli -noverify "$@"; }

# The first object of a class whose path has the text.
one() { wbem ein "$place/$namespace:$1" | grep -m 1 "$2" | sed 's,^[^/]*/,,'; }

# Calls a method of the service, and watches its job to the end.
run() {
  service=$(one Msvm_VirtualSystemManagementService vmms)
  answer=$(wbem cm "$place/$service" "$1")
  job=$(echo "$answer" | sed -n 's/.*InstanceID="\{0,1\}\([0-9A-Fa-f-]\{36\}\).*/\1/p' | head -n 1)
  if [ -z "$job" ]; then
    echo "refused: $answer" >&2
    exit 3
  fi
  while :; do
    now=$(wbem -nl gi "$place/$namespace:Msvm_ConcreteJob.InstanceID=\"$job\"")
    state=$(echo "$now" | sed -n 's/^-JobState=//p')
    echo "job state=$state percent=$(echo "$now" | sed -n 's/^-PercentComplete=//p')"
    case $state in
      3 | 4) sleep 1 ;;
      7) return ;;
      *) echo "$now" | grep '^-Error' >&2; exit 1 ;;
    esac
  done
}

case $1 in
  list)
    wbem ein "$place/root/interop:CIM_Namespace"
    wbem ei "$place/$namespace:Msvm_ComputerSystem" ElementName,Name,EnabledState
    ;;
  export)
    system=$(wbem ei "$place/$namespace:Msvm_ComputerSystem" ElementName | grep "ElementName=\"$2\"" | sed 's,^[^/]*/,,; s, ElementName=.*,,')
    wbem ain -arc Msvm_VirtualSystemSettingData "$place/$system"
    # wbemcli writes values into its XML as they are, and takes all behind a reference for more keys of it.
    settings="&lt;INSTANCE CLASSNAME='Msvm_VirtualSystemExportSettingData'&gt;\
&lt;PROPERTY NAME='CreateVmExportSubdirectory' TYPE='boolean'&gt;&lt;VALUE&gt;TRUE&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;"
    run "ExportVirtualSystemEx.ExportDirectory=\"$3\",ExportSettingData=\"$settings\",ComputerSystem=127.0.0.1/$system"
    ;;
  import)
    run "ImportVirtualSystem.ImportDirectory=\"$2\",GenerateNewID=true"
    ;;
esac
