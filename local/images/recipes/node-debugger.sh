# sshd and tshark for a DaemonSet on the host network with a read-only root; what starts them comes with the DaemonSet.
set -e
cd "$1"
printf '%s\n' 'root:*:0:0:root:/root:/bin/bash' 'sshd:*:100:65534::/run/sshd:/usr/sbin/nologin' \
  'nobody:*:65534:65534::/:/usr/sbin/nologin' >etc/passwd
printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' >etc/group
[ -e bin/sh ] || ln -s bash bin/sh
[ -e bin/awk ] || ln -s mawk bin/awk
# nftables behind iptables' commands, as the package's own script chooses.
for program in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
  ln -sf xtables-nft-multi "usr/sbin/$program"
done
# Host keys are made where a pod can write; PAM would ask for files that are not here.
rm -rf etc/ssh
mkdir -p etc/ssh run/sshd
printf '%s\n' 'UsePAM no' 'PasswordAuthentication no' 'KbdInteractiveAuthentication no' 'PrintLastLog no' >etc/ssh/sshd_config
# Dissectors for radio and factory buses, and tables of names for protocols the lab has no packet of.
rm -rf usr/lib/*/wireshark usr/share/wireshark

# Libraries that no program is linked to, found by the loader itself: 13 MB that packages name as dependencies of tools not here.
loader=$(ls lib64/ld-linux* lib/ld-linux* 2>/dev/null | head -n 1)
for program in usr/bin/* usr/sbin/* usr/lib/openssh/* usr/lib/*/xtables/*; do
  [ -L "$program" ] || chroot . "/$loader" --list "/$program" 2>/dev/null || true
done | awk '$2 == "=>" { print "." $3 }' | sort -u | xargs -r readlink -f >tmp/linked
for library in usr/lib/*/*.so*; do
  case $library in
  */ld-linux*) ;;
  *) grep -qxF "$(readlink -f "$library")" tmp/linked || rm "$library" ;;
  esac
done
rm tmp/linked
