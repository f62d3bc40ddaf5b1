# What the steps inside the machine are made of.

# Runs a command as a unit of its own: when it ends, systemd ends all that is left in its cgroup, as it does with a user's session
# at logout. The lab must outlive that.
in_session() {
  systemd-run --quiet --pipe --wait --collect --working-directory="$PWD" \
    --setenv=HOME="$HOME" --setenv=PATH="$PATH" --setenv=LAB_TIME_FACTOR="$LAB_TIME_FACTOR" "$@"
}

lab() { in_session node cli/lab.js "$@"; }

host_side() { node --require tsx/cjs tests/vm/hostSide.ts "$@"; }

step() {
  local name=$1 begun=$SECONDS
  shift
  echo "== $name"
  if "$@"; then
    echo "== $name: $((SECONDS - begun)) s"
  else
    echo "== $name: FAILED after $((SECONDS - begun)) s"
    tell_logs
    exit 1
  fi
}

tell_logs() {
  for log in "$HOME"/.local/state/aks-lb-lab/{labs/*/logs,failed-starts/*}/*.log; do
    [ -s "$log" ] && echo "-- the end of $log" && tail -n 15 "$log" | cut -c 1-300
  done
  echo "-- the kernel's last words" && dmesg | tail -n 15
}

# systemd takes controllers away from cgroups that none of its units need; it must leave the lab's alone.
reload_systemd() {
  local group before after
  group=$(dirname "$(find /sys/fs/cgroup/aks-lb-lab -type d -name node1 | head -n 1)")
  before=$(cat "$group/cgroup.subtree_control")
  systemctl daemon-reload && systemd-run --quiet --wait --collect true
  after=$(cat "$group/cgroup.subtree_control")
  echo "controllers of the lab's cgroups: $after"
  [ -n "$after" ] && [ "$before" = "$after" ]
}
