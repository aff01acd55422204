#!/bin/sh
# Removes what an engine leaves on the machine when it ends: leave.sh FOLDER RANGE BRIDGE
folder=$1
range=$2
bridge=$3
# An engine that was killed leaves its containerd.
if [ -f "$folder/exec/containerd/containerd.pid" ]; then
  pid=$(cat "$folder/exec/containerd/containerd.pid")
  if grep -aq "$folder" "/proc/$pid/cmdline"; then kill "$pid"; fi
fi
rule() { iptables -w "$@" -m comment --comment "$bridge"; }
rule -t nat -D POSTROUTING -s "$range" ! -d "$range" -j MASQUERADE
rule -D FORWARD -s "$range" -j ACCEPT
rule -D FORWARD -d "$range" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
rule -D FORWARD -s "$range" -d "$range" -j DROP
exec /bin/sh "$(dirname "$0")/../../../packages/testkit/src/engine/leave.sh" "$folder" "$bridge"
