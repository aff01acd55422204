#!/bin/sh
# Runs a program for as long as this script's standard input stays open: guard.sh FOLDER PROGRAM [ARGUMENT...]
# The other end of that pipe is held by whoever started it, so the program ends when its starter stops it and also when
# the starter is killed. FOLDER goes with it; FOLDER/after.sh, when there is one, runs just before.
folder=$1
shift
exec 3<&0

"$@" </dev/null 3<&- &
program=$!

(
  while read -r _ <&3; do :; done
  kill -TERM "$program" 2>/dev/null
  checks=150 # 30 seconds: a Docker Engine first stops its containers, for up to 15
  while [ "$checks" -gt 0 ] && kill -0 "$program" 2>/dev/null; do
    sleep 0.2
    checks=$((checks - 1))
  done
  kill -KILL "$program" 2>/dev/null
) &
watcher=$!

wait "$program"
status=$?
kill "$watcher" 2>/dev/null
if [ -f "$folder/after.sh" ]; then sh "$folder/after.sh" >/dev/null 2>&1; fi
rm -rf "$folder"
exit "$status"
