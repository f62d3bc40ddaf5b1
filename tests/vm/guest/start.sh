# Run by systemd once the machine is up: does command.sh, tells its output and status on the second serial port, and switches off.
exec >/dev/ttyS1 2>&1 </dev/null
export HOME=/root PATH=/root/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
cd /root/aks-lb-lab || exit
echo "$(. /etc/os-release && echo "$PRETTY_NAME"), kernel $(uname -r), $(stat -f -c %T /sys/fs/cgroup), up for $(cut -d' ' -f1 /proc/uptime) s"
status=0
bash /root/guest/command.sh || status=$?
echo "guest-exit $status"
sync
systemctl poweroff --force --force
