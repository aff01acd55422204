#!/bin/sh
# Becomes a Docker Engine whose containers reach the world, and not those of other networks: enter.sh RANGE BRIDGE DOCKERD [ARGUMENT...]
# The engine itself leaves the firewall alone (one that starts flushes the rules of the others on the machine), so the
# few rules it needs stand here, for its own range of addresses only. leave.sh takes them back.
range=$1
shift
bridge=$1
rule() { iptables -w "$@" -m comment --comment "$bridge"; }
rule -t nat -A POSTROUTING -s "$range" ! -d "$range" -j MASQUERADE
rule -I FORWARD -s "$range" -j ACCEPT
rule -I FORWARD -d "$range" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
rule -I FORWARD -s "$range" -d "$range" -j DROP
exec /bin/sh "$(dirname "$0")/../../../packages/testkit/src/engine/enter.sh" "$@"
