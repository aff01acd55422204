#!/bin/sh
# Becomes a Docker Engine with a bridge of its own: enter.sh BRIDGE DOCKERD [ARGUMENT...]
bridge=$1
shift
if ip link add "$bridge" type bridge && ip link set "$bridge" up; then
  set -- "$@" --bridge "$bridge"
fi
# Where bridged packets pass the firewall and another engine has it drop what it forwards.
iptables -w -I FORWARD -m physdev --physdev-is-bridged -m comment --comment "$bridge" -j ACCEPT
exec "$@"
