# The whole test, inside the machine.
set -u
. /root/guest/lib.sh

step "look at the host's side" host_side save /root/before.json
step "lab doctor" lab doctor
step "lab up" lab up
step "systemd reloads" reload_systemd
step "lab walk" lab walk
step "lab down" lab down
step "nothing is left" host_side compare /root/before.json
