#!/bin/sh
# Lists, exports and imports virtual systems with wbemcli. The URL names the namespace; without one it is that of v1.
# usage: FERRY_PASSWORD=... wbemcli_transfer.sh SCHEME://HOST:PORT[/NAMESPACE] USER
#        list | export NAME DIRECTORY | import DIRECTORY-OR-DEFINITION | start NAME | tour NAME DIRECTORY [NAMESPACE...]
set -eu
v1=root/virtualization
address=${1#*://}
namespace=$v1
case $address in */*) namespace=${address#*/} ;; esac
place="${1%%://*}://$2:$FERRY_PASSWORD@${address%%/*}"
shift 2
wbem() { wbemcli -noverify "$@"; }
# A path as wbemcli prints it, without the host.
local_path() { sed 's,^[^/]*/,,'; }

# The first object of a class whose path has the text.
one() { wbem ein "$place/$namespace:$1" | grep -m 1 "$2" | local_path; }

# The system that has the value in the property.
system_with() {
  wbem ei "$place/$namespace:Msvm_ComputerSystem" "$1" | grep -m 1 "$1=\"$2\"" | sed "s, $1=.*,," | local_path
}

# What stands between the quotes behind Name=, as in every path of a system.
name_in() { sed -n 's/.*[.,]Name="\([^"]*\)".*/\1/p'; }

# Calls a method of the service, and watches its job, which it leaves in $job, to the end.
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
    echo "${1%%.*} job state=$state percent=$(echo "$now" | sed -n 's/^-PercentComplete=//p')"
    case $state in
      3 | 4) sleep 0.2 ;;
      7 | 32768) return ;;
      *) echo "$now" | grep '^-Error' >&2; exit 1 ;;
    esac
  done
}

# What the last job was about.
affected() {
  wbem ain -ac Msvm_AffectedJobElement -arc "$1" "$place/$namespace:Msvm_ConcreteJob.InstanceID=\"$job\"" |
    head -n 1 | local_path
}

list() {
  wbem ein "$place/root/interop:CIM_Namespace"
  wbem ei "$place/$namespace:Msvm_ComputerSystem" ElementName,Name,EnabledState
}

# A system and a directory. wbemcli writes values into its XML as they are, and takes all behind a reference for more keys of it.
export_system() {
  wbem ain -arc Msvm_VirtualSystemSettingData "$place/$1"
  settings="&lt;INSTANCE CLASSNAME='Msvm_VirtualSystemExportSettingData'&gt;\
&lt;PROPERTY NAME='CreateVmExportSubdirectory' TYPE='boolean'&gt;&lt;VALUE&gt;TRUE&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;"
  method=ExportSystemDefinition
  if [ "$namespace" = $v1 ]; then method=ExportVirtualSystemEx; fi
  run "$method.ExportDirectory=\"$2\",ExportSettingData=\"$settings\",ComputerSystem=127.0.0.1/$1"
}

# Under a new identity: v1 imports the folder of an export, the others its definition, as a plan that is checked and realized.
import_from() {
  if [ "$namespace" = $v1 ]; then
    run "ImportVirtualSystem.ImportDirectory=\"$1\",GenerateNewID=true"
  else
    run "ImportSystemDefinition.SystemDefinitionFile=\"$1\",SnapshotFolder=\"\",GenerateNewSystemIdentifier=true"
    plan=$(affected Msvm_PlannedComputerSystem)
    run "ValidatePlannedSystem.PlannedSystem=127.0.0.1/$plan"
    run "RealizePlannedSystem.PlannedSystem=127.0.0.1/$plan"
  fi
  echo "imported as $(affected Msvm_ComputerSystem | name_in)"
}

start() { echo "start answered $(wbem cm "$place/$1" RequestStateChange.RequestedState=2)"; }

# A name, a directory, and namespaces to visit besides that of v1.
tour() {
  name=$1
  directory=$2
  shift 2
  guid=$(system_with ElementName "$name" | name_in)
  number=0
  for namespace in $v1 "$@"; do
    echo "tour of $namespace"
    list
    system=$(system_with Name "$guid")
    export_system "$system" "$directory$number"
    case $namespace in
      "$v1") import_from "$directory$number\\$name" ;;
      *) import_from "$directory$number\\$name\\Virtual Machines\\$guid.xml" ;;
    esac
    number=$((number + 1))
  done
  namespace=$v1
  system=$(system_with Name "$guid")
  echo "a folder that is not there: $(import_from "$directory\\none" 2>&1 || true)"
  start "$system"
  echo "a running system: $(export_system "$system" "$directory" 2>&1 | tail -n 1)"
}

case $1 in
  list) list ;;
  export) export_system "$(system_with ElementName "$2")" "$3" ;;
  import) import_from "$2" ;;
  start) start "$(system_with ElementName "$2")" ;;
  tour) shift && tour "$@" ;;
esac
