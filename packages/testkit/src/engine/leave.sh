#!/bin/sh
# Removes what a Docker Engine leaves on the machine when it ends: leave.sh FOLDER BRIDGE
folder=$1
bridge=$2
iptables -w -D FORWARD -m physdev --physdev-is-bridged -m comment --comment "$bridge" -j ACCEPT
ip link delete "$bridge"
# The engine keeps the bridges of its networks for its next start, and names them after the network's id.
for link in /sys/class/net/br-*; do
  name=${link##*/}
  if grep -aq "network/${name#br-}" "$folder/data/network/files/local-kv.db"; then ip link delete "$name"; fi
done
# An engine that was killed leaves its mounts.
grep -o " $folder/[^ ]*" /proc/mounts | sort -r | while read -r mount; do umount -l "$mount"; done
