#!/bin/sh
# Lists, exports and imports virtual systems with wbemcli. The URL names the namespace; without one it is that of v1.
# usage: FERRY_PASSWORD=... [FERRY_CA=authority.crt] wbemcli_transfer.sh SCHEME://HOST:PORT[/NAMESPACE] USER
#        list | export NAME DIRECTORY | import DIRECTORY-OR-DEFINITION | start NAME | stop NAME | tour NAME DIRECTORY [NAMESPACE...]
# Without FERRY_CA any certificate is taken. It ends with 3 when a method refuses, and with 1 when something is not as it should be.
set -eu
v1=root/virtualization
scheme=${1%%://*}
address=${1#*://}
namespace=$v1
case $address in */*) namespace=${address#*/} ;; esac
host=${address%%/*}
user=$2
place="$scheme://$user:$FERRY_PASSWORD@$host"
shift 2
wbem() { if [ -n "${FERRY_CA:-}" ]; then wbemcli -cacert "$FERRY_CA" "$@"; else wbemcli -noverify "$@"; fi; }
# Not echo, which in some shells makes of \a in a path a sound.
put() { printf '%s\n' "$*"; }
say() { put "$namespace: $*"; }
fail() { say "$*" >&2; exit 1; }

# A number and its name.
code_named() {
  case $1 in
    0) echo "0 Completed with No Error" ;;
    4096) echo "4096 Method Parameters Checked - Job Started" ;;
    32768) echo "32768 Failed" ;;
    32769) echo "32769 Access Denied" ;;
    32770) echo "32770 Not Supported" ;;
    32773) echo "32773 Invalid parameter" ;;
    32774) echo "32774 System is in use" ;;
    32775) echo "32775 Invalid state for this operation" ;;
    32777) echo "32777 System is not available" ;;
    *) put "$1" ;;
  esac
}
state_named() {
  case $1 in
    3) echo "3 Starting" ;;
    4) echo "4 Running" ;;
    7) echo "7 Completed" ;;
    10) echo "10 Exception" ;;
    32768) echo "32768 Completed with Warnings" ;;
    *) put "$1" ;;
  esac
}

# What stands in a line of that name, as wbemcli -nl prints properties.
value() { sed -n "s/^-$1=\"\{0,1\}\([^\"]*\).*/\1/p"; }
# What stands between the quotes behind Name=, as in every path of a system.
name_in() { sed -n 's/.*[.,]Name="\([^"]*\)".*/\1/p'; }
# A path as wbemcli prints it, without the host.
local_path() { sed 's,^[^/]*/,,'; }
service() { wbem ein "$place/$namespace:Msvm_VirtualSystemManagementService" | local_path; }
systems() { wbem ei "$place/$namespace:Msvm_ComputerSystem" "$1"; }

# The first system that has the value in the property; in place of a query, which wbemcli does not have.
system_with() {
  found=$(systems "$1" | grep -F "$1=\"$2\"" | sed "s, $1=.*,,;1q" | local_path)
  [ -n "$found" ] || fail "no Msvm_ComputerSystem has $1=\"$2\""
  put "$found"
}

# Calls a method of an object: what it returns is in $code, its job in $job.
call() {
  answer=$(wbem cm "$place/$1" "$2.$3")
  code=$(put "$answer" | sed -n "s/.* $2: \([0-9]*\).*/\1/p")
  job=$(put "$answer" | sed -n 's/.*InstanceID="\{0,1\}\([0-9A-Fa-f-]\{36\}\).*/\1/p' | head -n 1)
  [ -n "$code" ] || fail "$2 answered what is no return value: '$answer'"
}

# Watches the job of a method, which the last call has left in $job, to its end.
watch() {
  said=
  while :; do
    now=$(wbem -nl gi "$place/$namespace:Msvm_ConcreteJob.InstanceID=\"$job\"")
    state=$(put "$now" | value JobState)
    line="job of $1: $(state_named "$state"), $(put "$now" | value PercentComplete) %"
    [ "$line" = "$said" ] || say "$line"
    said=$line
    case $state in
      3 | 4) sleep 0.2 ;;
      7) return ;;
      32768) say "warning: $(put "$now" | value ErrorDescription)"; return ;;
      *) fail "the job of $1 ended badly: error $(put "$now" | value ErrorCode), $(put "$now" | value ErrorDescription)" ;;
    esac
  done
}

# Calls a method of the service, which the last argument tells in words, and watches its job.
run() {
  call "$(service)" "$1" "$2"
  if [ "$code" != 4096 ]; then
    say "$1 was refused with $(code_named "$code")" >&2
    exit 3
  fi
  say "$1 of $3: $(code_named "$code")"
  watch "$1"
}

# The same when it has to be refused with a number.
refused() {
  call "$(service)" "$1" "$2"
  [ "$code" = "$4" ] || fail "$3: $1 was to be refused with $(code_named "$4"), and answered $(code_named "$code")"
  say "$3: $1 was refused with $(code_named "$code")"
}

# What the last job was about.
affected() {
  found=$(wbem ain -ac Msvm_AffectedJobElement -arc "$1" "$place/$namespace:Msvm_ConcreteJob.InstanceID=\"$job\"" |
    head -n 1 | local_path)
  [ -n "$found" ] || fail "the job $job has no $1"
  put "$found"
}

identify() { # Who is there; CIM-XML has no operation for that, but an object.
  manager=$(wbem -nl ei "$place/root/interop:CIM_ObjectManager" ElementName | value ElementName)
  [ -n "$manager" ] || fail "root/interop has no CIM_ObjectManager"
  put "identify: $manager"
}

list() {
  wbem ein "$place/root/interop:CIM_Namespace" | sed -n 's/.*[.,]Name="\([^"]*\)".*/namespace \1/p'
  found=$(systems ElementName,EnabledState)
  [ -n "$found" ] || fail "Msvm_ComputerSystem has no instances"
  put "$found" | local_path
}

# wbemcli writes values into its XML as they are, and takes all behind a reference for more keys of it.
export_method() { if [ "$namespace" = $v1 ]; then echo ExportVirtualSystemEx; else echo ExportSystemDefinition; fi; }
export_values() { # SYSTEM DIRECTORY
  settings="&lt;INSTANCE CLASSNAME='Msvm_VirtualSystemExportSettingData'&gt;\
&lt;PROPERTY NAME='CreateVmExportSubdirectory' TYPE='boolean'&gt;&lt;VALUE&gt;TRUE&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;"
  put "ExportDirectory=\"$2\",ExportSettingData=\"$settings\",ComputerSystem=127.0.0.1/$1"
}
export_system() { # SYSTEM NAME DIRECTORY
  run "$(export_method)" "$(export_values "$1" "$3")" "$2 to $3, CreateVmExportSubdirectory=TRUE"
}

import_method() { if [ "$namespace" = $v1 ]; then echo ImportVirtualSystem; else echo ImportSystemDefinition; fi; }
import_values() {
  if [ "$namespace" = $v1 ]; then
    put "ImportDirectory=\"$1\",GenerateNewID=true"
  else
    put "SystemDefinitionFile=\"$1\",SnapshotFolder=\"\",GenerateNewSystemIdentifier=true"
  fi
}

# Under a new identity: v1 imports the folder of an export, the others its definition, as a plan that is checked and realized.
import_from() {
  run "$(import_method)" "$(import_values "$1")" "$1, with a new identity"
  if [ "$namespace" != $v1 ]; then
    plan=$(affected Msvm_PlannedComputerSystem)
    for method in ValidatePlannedSystem RealizePlannedSystem; do
      run $method "PlannedSystem=127.0.0.1/$plan" "plan $(put "$plan" | name_in)"
    done
  fi
  made=$(affected Msvm_ComputerSystem)
  say "new system: $(wbem -nl gi "$place/$made" | value ElementName), $(put "$made" | name_in)"
}

# To 2, which is running, or to 3, which is off; and sees that it is.
state_to() { # SYSTEM NAME STATE
  call "$1" RequestStateChange "RequestedState=$3"
  tries=0
  while now=$(wbem -nl gi "$place/$1" | value EnabledState) && [ "$now" != "$3" ]; do
    tries=$((tries + 1))
    [ $tries -lt 50 ] || fail "RequestStateChange of $2 to $3 answered $(code_named "$code"), and EnabledState is $now:" \
      "systems run where the node was started with --set ferry.hypervisor=simulated"
    sleep 0.2
  done
  say "RequestStateChange of $2 to $3: $(code_named "$code"), EnabledState is $now"
}

# A name, a directory, and the namespaces to visit besides that of v1.
tour() {
  name=$1
  directory=$2
  shift 2
  [ $# -gt 0 ] || set -- root/virtualization/v2 root/HyperVCluster/v2
  identify
  system=$(system_with ElementName "$name")
  guid=$(put "$system" | name_in)
  number=0
  for namespace in $v1 "$@"; do
    number=$((number + 1))
    system=$(system_with Name "$guid")
    say "enumerate Msvm_ComputerSystem: $(systems Name | grep -c .) instances, $name is one of them"
    say "no query, which wbemcli has not; of these ElementName=\"$name\": $(systems ElementName | grep -cF "ElementName=\"$name\"")"
    linked=$(wbem ai -arc Msvm_VirtualSystemSettingData "$place/$system" ElementName)
    case $linked in
      *"$guid"*"ElementName=\"$name\"") say "associators of $name in Msvm_VirtualSystemSettingData: $name" ;;
      *) fail "associators of $name in Msvm_VirtualSystemSettingData are '$linked'" ;;
    esac
    export_system "$system" "$name" "$directory-$number"
    case $namespace in
      "$v1") import_from "$directory-$number\\$name" ;;
      *) import_from "$directory-$number\\$name\\Virtual Machines\\$guid.xml" ;;
    esac
    [ "$(put "$made" | name_in)" != "$guid" ] || fail "$name was imported under the identity that it had"
    refused "$(import_method)" "$(import_values "$directory-none")" "a folder that is not there" 32773
  done
  namespace=$v1
  state_to "$(system_with Name "$guid")" "$name" 2
  for namespace in $v1 "$@"; do
    refused "$(export_method)" "$(export_values "$(system_with Name "$guid")" "$directory-none")" "a system that runs" 32775
  done
  namespace=$v1
  state_to "$(system_with Name "$guid")" "$name" 3
  if answer=$(wbem ein "$scheme://$user:wrong@$host/$v1:Msvm_ComputerSystem" 2>&1); then fail "a wrong password was taken"; fi
  put "a wrong password:$(put "$answer" | sed -n 's/^\* wbemcli://p')"
}

case $1 in
  list) list ;;
  export) export_system "$(system_with ElementName "$2")" "$2" "$3" ;;
  import) import_from "$2" ;;
  start) state_to "$(system_with ElementName "$2")" "$2" 2 ;;
  stop) state_to "$(system_with ElementName "$2")" "$2" 3 ;;
  tour) shift && tour "$@" ;;
esac
