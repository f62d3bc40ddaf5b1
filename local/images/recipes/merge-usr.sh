# Before extraction: /bin is /usr/bin and so on, as on every Debian since 12, so that packages of both layouts fit.
set -e
cd "$1"
for folder in bin sbin lib lib64; do
  mkdir -p "usr/$folder"
  ln -s "usr/$folder" "$folder"
done
