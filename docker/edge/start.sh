#!/bin/sh
# Starts Caddy as the edge, in a container. Its admin API must be out of reach for the apps whose networks this container
# joins later: it listens on a socket in a shared volume (OATFIN_ADMIN=unix//run/oatfin/admin.sock), or else only on the
# address of the network the container was started in, which no app is in.
OATFIN_ADMIN=${OATFIN_ADMIN:-$(hostname -i | cut -d ' ' -f 1):2019}
export OATFIN_ADMIN OATFIN_ORIGINS="${OATFIN_ORIGINS:-localhost localhost:2019}"
exec caddy run --config "$(dirname "$0")/Caddyfile" --adapter caddyfile
