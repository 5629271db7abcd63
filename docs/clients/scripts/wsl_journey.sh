#!/bin/bash
# Carries a virtual system with whistle (Debian's wsl): export, watch, import under a new identity.
#
#   FERRY_PASSWORD=... [FERRY_CA=authority.crt] wsl_journey.sh URL USER SYSTEM DIRECTORY [NAMESPACE...]
#
# The namespace of v1 is always visited, the others as they are named: both when none is. Without FERRY_CA any certificate is taken.
set -u
v1=root/virtualization
WQL=http://schemas.microsoft.com/wbem/wsman/1/WQL

# What whistle wants to know, from what other scripts are told.
export IPINTERACTIVE=0 OUTLEVEL=1 WSUSER=$2 WSPASS=$FERRY_PASSWORD
address=${1#*://}
export WSENDPOINT=${address%%/*}
if [ "${1%%://*}" = http ]; then export WSNOSSL=true; else unset WSNOSSL; fi
# Its requests, answers and log, which tells the password, are left in the current folder.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "${FERRY_CA:-}" ]; then cp "$FERRY_CA" "$work/$WSENDPOINT.crt" || exit 2; fi
cd "$work" || exit 2
system=$3
directory=$4
shift 4
[ $# -gt 0 ] || set -- root/virtualization/v2 root/HyperVCluster/v2

say() { printf '%s\n' "$namespace: $*"; }
fail() {
  say "$*" >&2
  exit "${status:-1}"
}

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
    *) echo "$1" ;;
  esac
}
state_named() {
  case $1 in
    3) echo "3 Starting" ;;
    4) echo "4 Running" ;;
    7) echo "7 Completed" ;;
    10) echo "10 Exception" ;;
    32768) echo "32768 Completed with Warnings" ;;
    *) echo "$1" ;;
  esac
}

# Where the calls go from now on.
in_namespace() {
  namespace=$1
  URI=http://schemas.microsoft.com/wbem/wsman/1/wmi/$namespace
  SERVICE=$URI/Msvm_VirtualSystemManagementService
}

# One call; its answer is in a file. What whistle misses (uuidgen) is in messages.txt.
ask() {
  wsl "${@:2}" >"$1" 2>>messages.txt || fail "wsl ${*:2} failed: $(reason "$1")"
}
# The sentence of a fault, or the last words of an answer that is none.
reason() {
  sed -n 's/.*<s:Text[^>]*>\([^<]*\)<.*/\1/p' "$1" | grep . || tail -n 3 "$1" log.txt
}

# What stands in the first element of that name.
value() { sed -n "s/.*<p:$1>\([^<]*\)<.*/\1/p" "$2" | head -n 1; }
count() { grep -c "<p:$1 [^>]*xsi:type" "$2"; }

# A query: what it finds, or the references to it.
query() { ask "$1" enum "$URI/*" -dialect "$WQL" -filter "$2"; }
references() {
  ask "$1" enum "$URI/*" -dialect "$WQL" -mode epr -filter "$2"
  # Whistle starts three programs for each line that it reads of this.
  sed -i -n '/:EndpointReference>/,/<\/[^>]*:EndpointReference>/p' "$1"
}

# Calls a method of the service, and watches its job, which it leaves in $job, to the end: METHOD WORDS PARAMETERS
# Without -inst whistle looks for the object itself, each time; the method that is to be refused is called so.
run() {
  ask answer.xml invoke "$SERVICE" "$1" "${@:3}" -inst "$service_epr"
  code=$(value ReturnValue answer.xml)
  [ "$code" = 4096 ] || status=3 fail "$1 was refused with $(code_named "$code")"
  say "$1 of $2: $(code_named "$code")"
  job=$(sed -n 's/.*Name="InstanceID">\([^<]*\)<.*/\1/p' answer.xml | head -n 1)
  local said='' state line
  while :; do
    ask job.xml get "$URI/Msvm_ConcreteJob" "InstanceID=$job"
    state=$(value JobState job.xml)
    line="job of $1: $(state_named "$state"), $(value PercentComplete job.xml) %"
    [ "$line" = "$said" ] || say "$line"
    said=$line
    case $state in
      2 | 3 | 4) sleep 0.5 ;;
      7) return ;;
      32768)
        say "warning: $(value ErrorDescription job.xml)"
        return
        ;;
      *) fail "the job of $1 ended badly: error $(value ErrorCode job.xml), $(value ErrorDescription job.xml)" ;;
    esac
  done
}

# The same when it has to be refused with a number: CODE METHOD WORDS PARAMETERS
refused() {
  ask answer.xml invoke "$SERVICE" "$2" "${@:4}"
  code=$(value ReturnValue answer.xml)
  [ "$code" = "$1" ] || fail "$3: $2 was to be refused with $(code_named "$1"), and answered $(code_named "$code")"
  say "$3: $2 was refused with $(code_named "$code")"
}

# What the last job was about, as a reference that a parameter takes.
affected() {
  references "$2" "ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='$job'} WHERE AssocClass=Msvm_AffectedJobElement ResultClass=$1"
  made=$(sed -n 's/.*Name="Name">\([^<]*\)<.*/\1/p' "$2" | head -n 1)
  [ -n "$made" ] || fail "the job $job has no $1"
}

export_method() { if [ "$namespace" = $v1 ]; then echo ExportVirtualSystemEx; else echo ExportSystemDefinition; fi; }
import_method() { if [ "$namespace" = $v1 ]; then echo ImportVirtualSystem; else echo ImportSystemDefinition; fi; }
import_values() {
  if [ "$namespace" = $v1 ]; then
    values=("ImportDirectory=$1" GenerateNewID=true)
  else
    values=("SystemDefinitionFile=$1" GenerateNewSystemIdentifier=true)
  fi
}

# What the namespace shows of the system, its export, and the import of that under a new identity, into a folder.
carry() {
  ask systems.xml enum "$URI/Msvm_ComputerSystem"
  grep -q "<p:Name>$guid<" systems.xml || fail "$system is not listed"
  say "enumerate Msvm_ComputerSystem: $(count Msvm_ComputerSystem systems.xml) instances, $system is one of them"
  asked="SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '$system'"
  query found.xml "$asked"
  say "query $asked: $(count Msvm_ComputerSystem found.xml)"
  # Whistle has the two exchanged: this asks for what is linked, and -associators for the links.
  ask links.xml enum "$URI/Msvm_ComputerSystem" -references CreationClassName=Msvm_ComputerSystem "Name=$guid" -ns "$namespace"
  [ "$(count Msvm_VirtualSystemSettingData links.xml)" = 1 ] || fail "associators of $system: $(reason links.xml)"
  say "associators of $system in Msvm_VirtualSystemSettingData: $(sed -n '/<p:Msvm_VirtualSystemSettingData /,/<\/p:Msvm_VirtualSystemSettingData>/p' \
    links.xml | value ElementName -)"

  references "$system_epr" "SELECT * FROM Msvm_ComputerSystem WHERE Name = '$guid'"
  references "$service_epr" "SELECT * FROM Msvm_VirtualSystemManagementService"
  run "$(export_method)" "$system to $1, CreateVmExportSubdirectory=TRUE" \
    "ComputerSystem=FILE:$system_epr" "ExportDirectory=$1" ExportSettingData=RFILE:settings.txt

  place=$1\\$system
  [ "$namespace" = $v1 ] || place="$place\\Virtual Machines\\$guid.xml"
  import_values "$place"
  run "$(import_method)" "$place, with a new identity" "${values[@]}"
  if [ "$namespace" != $v1 ]; then
    affected Msvm_PlannedComputerSystem plan.xml
    plan=$made
    run ValidatePlannedSystem "plan $plan" PlannedSystem=FILE:plan.xml
    run RealizePlannedSystem "plan $plan" PlannedSystem=FILE:plan.xml
  fi
  affected Msvm_ComputerSystem made.xml
  [ "$made" != "$guid" ] || fail "$system was imported under the identity that it had"
  ask new.xml get "$URI/Msvm_ComputerSystem" CreationClassName=Msvm_ComputerSystem "Name=$made"
  say "new system: $(value ElementName new.xml), $made"
  import_values "$directory-none"
  refused 32773 "$(import_method)" "a folder that is not there" "${values[@]}"
}

# To 2, which is running, or to 3, which is off; and sees that it is.
turn() {
  ask answer.xml invoke "$URI/Msvm_ComputerSystem" RequestStateChange "RequestedState=$1" -inst "$system_epr"
  local what now
  what="RequestStateChange of $system to $1: $(code_named "$(value ReturnValue answer.xml)"), EnabledState is"
  for _ in $(seq 20); do
    ask now.xml get "$URI/Msvm_ComputerSystem" CreationClassName=Msvm_ComputerSystem "Name=$guid"
    now=$(value EnabledState now.xml)
    [ "$now" != "$1" ] || break
  done
  [ "$now" = "$1" ] || fail "$what $now: systems run where the node was started with --set ferry.hypervisor=simulated"
  say "$what $now"
}

cat >settings.txt <<END
&lt;INSTANCE CLASSNAME="Msvm_VirtualSystemExportSettingData"&gt;&lt;PROPERTY NAME="CreateVmExportSubdirectory" TYPE="boolean"&gt;&lt;VALUE&gt;TRUE&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;
END
in_namespace $v1
ask who.xml identify check
echo "identify: $(sed -n 's/.*<wsmid:ProductVendor>\([^<]*\)<.*/\1/p' who.xml)"
query found.xml "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '$system'"
guid=$(value Name found.xml)
[ -n "$guid" ] || fail "no Msvm_ComputerSystem has ElementName = '$system'"

number=0
for one in $v1 "$@"; do
  number=$((number + 1))
  in_namespace "$one"
  system_epr=system-$number.xml
  service_epr=service-$number.xml
  carry "$directory-$number"
done

number=0
for one in $v1 "$@"; do
  number=$((number + 1))
  in_namespace "$one"
  system_epr=system-$number.xml
  [ $number -gt 1 ] || turn 2
  refused 32775 "$(export_method)" "a system that runs" "ComputerSystem=FILE:$system_epr" \
    "ExportDirectory=$directory-none" ExportSettingData=RFILE:settings.txt
done
in_namespace $v1
system_epr=system-1.xml
turn 3

# Whistle says nothing of a status, but its log does at this level.
rm -f response.xml log.txt
if WSPASS=wrong OUTLEVEL=3 wsl identify check >who.xml 2>&1 && grep -q ProductVendor response.xml; then
  fail "a wrong password was taken"
fi
echo "a wrong password:$(sed -n 's/.*HTTP\/1.1\( 401 [A-Za-z]*\).*/\1/p' log.txt)"
