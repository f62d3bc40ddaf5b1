# nginx as user 101 on a read-only root: all that it writes goes to /tmp.
set -e
recipes=$(cd "$(dirname "$0")" && pwd)
cd "$1"
printf '%s\n' 'root:*:0:0::/root:/bin/sh' 'nginx:*:101:101::/nonexistent:/bin/false' \
  'nobody:*:65534:65534::/:/bin/false' >etc/passwd
printf '%s\n' 'root:x:0:' 'nginx:x:101:' 'nogroup:x:65534:' >etc/group
for program in sh cat ls sleep ps wget hostname; do
  [ -e "bin/$program" ] || ln -s busybox "bin/$program"
done
rm -rf etc/nginx
mkdir etc/nginx
cp "$recipes/nginx.conf" etc/nginx/nginx.conf
# nginx opens the log it was built with before it reads its configuration.
mkdir -p var/log/nginx
ln -s /dev/stderr var/log/nginx/error.log
