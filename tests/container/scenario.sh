# What a user does in a container of the lab's image, as one of the two that the image has. The arguments: the checkout, and the user.
set -u
checkout=$1 user=$2
echo "$(. /etc/os-release && echo "$PRETTY_NAME"), Node.js $(node --version), user $(id -un)," \
  "cgroup $(stat -f -c %T /sys/fs/cgroup), HOME on $(stat -f -c %T ~), LAB_STATE on $(stat -f -c %T /lab)"

step() {
  local name=$1 begun
  begun=$(date +%s.%N)
  shift
  echo "== $name"
  "$@" || { echo "== $name: FAILED with exit code $?"; tell_logs; exit 1; }
  echo "== $name: $(date +%s.%N | awk -v begun="$begun" '{ printf "%.1f", $1 - begun }') s"
}

tell_logs() {
  for log in "$LAB_STATE"/labs/*/logs/*.log "$LAB_STATE"/failed-starts/*/*.log; do
    [ -s "$log" ] && echo "-- the end of $log" && tail -n 15 "$log" | cut -c 1-300
  done
}

as_root() { if [ "$user" = root ]; then "$@"; else sudo --preserve-env=PATH "$@"; fi; }
host_side() { as_root node --require tsx/cjs tests/vm/hostSide.ts "$@"; }
copy() { mkdir -p "$HOME/aks-lb-lab" && tar -C "$checkout" --exclude=./node_modules --exclude=./.git -c . | tar -C "$HOME/aks-lb-lab" -x; }

if [ "$user" = root ]; then
  # The checkout from outside as it is, with its node_modules.
  cd "$checkout" || exit 1
  step "look at the container" host_side save /tmp/before.json
  step "lab doctor" node cli/lab.js doctor
  step "lab up" node cli/lab.js up
  step "lab walk" node cli/lab.js walk
  step "lab down" node cli/lab.js down
else
  # A fresh checkout of the user's own, on the container's own layer, and the two commands of the README.
  step "copy the checkout" copy
  cd "$HOME/aks-lb-lab" || exit 1
  step "npm ci" npm ci --no-audit --no-fund
  step "look at the container" host_side save /tmp/before.json
  step "npm run lab" npm run lab
fi
step "nothing is left" host_side compare /tmp/before.json
