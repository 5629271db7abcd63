#!/bin/sh
# Carries a virtual system with nothing but curl: export, watch, import under a new identity, over WS-Management.
#
#   FERRY_PASSWORD=... [FERRY_CA=authority.crt] curl_journey.sh URL USER SYSTEM DIRECTORY [NAMESPACE...]
#
# The namespace of v1 is always visited, the others as they are named: both when none is. Without FERRY_CA any certificate is taken.
set -eu
v1=root/virtualization
W=http://schemas.xmlsoap.org/ws/2004/09
url=$1
user=$2
system=$3
directory=$4
shift 4
[ $# -gt 0 ] || set -- root/virtualization/v2 root/HyperVCluster/v2

# Not echo, which in some shells makes of \a in a path a sound.
say() { printf '%s\n' "$namespace: $*"; }
fail() {
  say "$*" >&2
  exit "${status:-1}"
}
code_named() {
  case $1 in
    0) echo "0 Completed with No Error" ;;
    4096) echo "4096 Method Parameters Checked - Job Started" ;;
    32770) echo "32770 Not Supported" ;;
    32773) echo "32773 Invalid parameter" ;;
    32775) echo "32775 Invalid state for this operation" ;;
    *) echo "$1" ;;
  esac
}
state_named() {
  case $1 in
    4) echo "4 Running" ;;
    7) echo "7 Completed" ;;
    32768) echo "32768 Completed with Warnings" ;;
    *) echo "$1" ;;
  esac
}

# One envelope, given on standard input, and its answer. The password goes by a file that curl reads, so that nobody sees it among the processes.
post() {
  envelope=$(cat)
  if [ -n "${FERRY_CA:-}" ]; then trust="cacert = \"$FERRY_CA\""; else trust=insecure; fi
  printf '%s\n' "user = \"$user:${1:-$FERRY_PASSWORD}\"" "$trust" |
    curl -sS -K - -w '\nstatus %{http_code}\n' -H 'Content-Type: application/soap+xml;charset=UTF-8' --data-binary "$envelope" "$url"
}
# ACTION CLASS SELECTORS BODY: the answer; a fault ends the script.
ask() {
  answer=$(post <<END
<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:n="$W/enumeration"><s:Header><a:Action>$1</a:Action>
<w:ResourceURI>http://schemas.microsoft.com/wbem/wsman/1/wmi/$namespace/$2</w:ResourceURI>
<w:SelectorSet>$3</w:SelectorSet></s:Header><s:Body>$4</s:Body></s:Envelope>
END
  )
  case $answer in
    *"status 200") printf '%s\n' "$answer" ;;
    *) fail "$1 of $2: $(printf '%s\n' "$answer" | sed 's/.*<s:Text[^>]*>\([^<]*\)<.*/\1/')" ;;
  esac
}
key() { printf '%s' "<w:Selector Name=\"$1\">$2</w:Selector>"; }
get() { ask $W/transfer/Get "$1" "$(key "$2" "$3")" ''; }
# All of a class, and all that a filter finds; at once, with OptimizeEnumeration and more elements than there are, so that there is nothing to pull.
enumerate() {
  ask $W/enumeration/Enumerate "$1" '' "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>1000</w:MaxElements>${2:-}</n:Enumerate>"
}
find_all() { enumerate '*' "<w:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">$1</w:Filter>"; }
# What stands in the first element of that name, and how many instances of a class there are.
value() { tr '>' '\n' | sed -n "/<p:$1\$/{n;s/<.*//p;q;}"; }
count() { grep -o "<p:$1 [^>]*xsi:type" | grep -c . || true; }
# CLASS SELECTORS METHOD PARAMETERS
invoke() {
  class_uri=http://schemas.microsoft.com/wbem/wsman/1/wmi/$namespace/$1
  ask "$class_uri/$3" "$1" "$2" "<p:$3_INPUT xmlns:p=\"$class_uri\">$4</p:$3_INPUT>"
}
service() { invoke Msvm_VirtualSystemManagementService '' "$@"; }
# A reference parameter as a path; an endpoint reference would do as well. PARAMETER CLASS GUID
reference() { printf '%s' "<p:$1>$2.CreationClassName=\"$2\",Name=\"$3\"</p:$1>"; }

# METHOD WORDS PARAMETERS: calls it, and watches its job, which it leaves in $job, to the end.
run() {
  answer=$(service "$1" "$3")
  code=$(printf '%s' "$answer" | value ReturnValue)
  [ "$code" = 4096 ] || status=3 fail "$1 was refused with $(code_named "$code")"
  say "$1 of $2: $(code_named "$code")"
  job=$(printf '%s' "$answer" | sed -n 's/.*Name="InstanceID">\([^<]*\)<.*/\1/p')
  said=
  while :; do
    now=$(get Msvm_ConcreteJob InstanceID "$job")
    state=$(printf '%s' "$now" | value JobState)
    line="job of $1: $(state_named "$state"), $(printf '%s' "$now" | value PercentComplete) %"
    [ "$line" = "$said" ] || say "$line"
    said=$line
    case $state in
      3 | 4) sleep 0.2 ;;
      7) return ;;
      32768)
        say "warning: $(printf '%s' "$now" | value ErrorDescription)"
        return
        ;;
      *) fail "the job of $1 ended badly: $(printf '%s' "$now" | value ErrorDescription)" ;;
    esac
  done
}
# CODE METHOD WORDS PARAMETERS: what has to be refused with that number.
refused() {
  code=$(service "$2" "$4" | value ReturnValue)
  [ "$code" = "$1" ] || fail "$3: $2 was to be refused with $(code_named "$1"), and answered $(code_named "$code")"
  say "$3: $2 was refused with $(code_named "$code")"
}
affected() {
  made=$(find_all "ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='$job'} WHERE AssocClass=Msvm_AffectedJobElement ResultClass=$1" | value Name)
  [ -n "$made" ] || fail "the job $job has no $1"
}

export_method() { if [ "$namespace" = $v1 ]; then echo ExportVirtualSystemEx; else echo ExportSystemDefinition; fi; }
export_values() {
  reference ComputerSystem Msvm_ComputerSystem "$guid"
  printf '%s' "<p:ExportDirectory>$1</p:ExportDirectory><p:ExportSettingData><![CDATA[<INSTANCE CLASSNAME=\"Msvm_VirtualSystemExportSettingData\">" \
    "<PROPERTY NAME=\"CreateVmExportSubdirectory\" TYPE=\"boolean\"><VALUE>TRUE</VALUE></PROPERTY></INSTANCE>]]></p:ExportSettingData>"
}
import_method() { if [ "$namespace" = $v1 ]; then echo ImportVirtualSystem; else echo ImportSystemDefinition; fi; }
import_values() {
  if [ "$namespace" = $v1 ]; then
    printf '%s' "<p:ImportDirectory>$1</p:ImportDirectory><p:GenerateNewID>true</p:GenerateNewID>"
  else
    printf '%s' "<p:SystemDefinitionFile>$1</p:SystemDefinitionFile><p:GenerateNewSystemIdentifier>true</p:GenerateNewSystemIdentifier>"
  fi
}

# What the namespace shows of the system, its export, and the import of that under a new identity, into a folder.
carry() {
  all=$(enumerate Msvm_ComputerSystem)
  case $all in *"<p:Name>$guid<"*) ;; *) fail "$system is not listed" ;; esac
  say "enumerate Msvm_ComputerSystem: $(printf '%s' "$all" | count Msvm_ComputerSystem) instances, $system is one of them"
  asked="SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '$system'"
  say "query $asked: $(find_all "$asked" | count Msvm_ComputerSystem)"
  linked=$(find_all "ASSOCIATORS OF {Msvm_ComputerSystem.CreationClassName='Msvm_ComputerSystem',Name='$guid'} WHERE ResultClass=Msvm_VirtualSystemSettingData" |
    value ElementName)
  [ "$linked" = "$system" ] || fail "associators of $system in Msvm_VirtualSystemSettingData: '$linked'"
  say "associators of $system in Msvm_VirtualSystemSettingData: $linked"
  run "$(export_method)" "$system to $1, CreateVmExportSubdirectory=TRUE" "$(export_values "$1")"
  place=$1\\$system
  [ "$namespace" = $v1 ] || place="$place\\Virtual Machines\\$guid.xml"
  run "$(import_method)" "$place, with a new identity" "$(import_values "$place")"
  if [ "$namespace" != $v1 ]; then
    affected Msvm_PlannedComputerSystem
    plan=$made
    for method in ValidatePlannedSystem RealizePlannedSystem; do
      run $method "plan $plan" "$(reference PlannedSystem Msvm_PlannedComputerSystem "$plan")"
    done
  fi
  affected Msvm_ComputerSystem
  [ "$made" != "$guid" ] || fail "$system was imported under the identity that it had"
  say "new system: $(get Msvm_ComputerSystem Name "$made" | value ElementName), $made"
  refused 32773 "$(import_method)" "a folder that is not there" "$(import_values "$directory-none")"
}

# To 2, which is running, or to 3, which is off; and sees that it is.
turn() {
  code=$(invoke Msvm_ComputerSystem "$(key Name "$guid")" RequestStateChange "<p:RequestedState>$1</p:RequestedState>" | value ReturnValue)
  tries=0
  while now=$(get Msvm_ComputerSystem Name "$guid" | value EnabledState) && [ "$now" != "$1" ]; do
    tries=$((tries + 1))
    [ $tries -lt 50 ] || fail "RequestStateChange of $system to $1: $(code_named "$code"), EnabledState is $now:" \
      "systems run where the node was started with --set ferry.hypervisor=simulated"
    sleep 0.2
  done
  say "RequestStateChange of $system to $1: $(code_named "$code"), EnabledState is $now"
}

namespace=$v1
identify='<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
 xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>'
who=$(printf '%s' "$identify" | post | sed -n 's/.*<wsmid:ProductVendor>\([^<]*\)<.*/\1/p')
[ -n "$who" ] || fail "nobody says who is there"
echo "identify: $who"
guid=$(find_all "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '$system'" | value Name)
[ -n "$guid" ] || fail "no Msvm_ComputerSystem has ElementName = '$system'"
number=0
for namespace in $v1 "$@"; do
  number=$((number + 1))
  carry "$directory-$number"
done
namespace=$v1
turn 2
for namespace in $v1 "$@"; do
  refused 32775 "$(export_method)" "a system that runs" "$(export_values "$directory-none")"
done
namespace=$v1
turn 3
status=$(printf '%s' "$identify" | post wrong | sed -n 's/^status //p')
[ "$status" = 401 ] || fail "a wrong password was answered with status $status"
echo "a wrong password: status $status"
