# The yardstick: the lab's programs started by nothing but a shell, without certificates, supervision or Pulumi. Prints
# "FIGURE MILLISECONDS" for each figure. For bash as the first process of namespaces of its own: all ends with it.
#   bare.sh FOLDER STORE    an empty folder; the machine's containerd root with the images. Programs are found on PATH.
set -eu
folder=$1 store=$2
nodes="1 2 3"
api=https://10.250.0.2:6443
cgroup=aks-lb-lab-bare

say() { echo "$1 $(($(date +%s%3N) - start))"; }

# Layers and blobs are only read, so links to them do; databases are written to.
containerd_root() {
  local root=$folder/node$1/containerd database
  mkdir -p "$root" "$folder/node$1/log"
  cp -al "$store/." "$root"
  for database in io.containerd.metadata.v1.bolt/meta.db io.containerd.snapshotter.v1.overlayfs/metadata.db; do
    cp --remove-destination "$store/$database" "$root/$database"
  done
}

cgroups() {
  local hierarchy node file controller
  for hierarchy in $(awk '$3 ~ /^cgroup2?$/ { print $2 }' /proc/self/mounts); do
    for node in $nodes; do mkdir -p "$hierarchy/$cgroup/node$node"; done
    for file in cpuset.cpus cpuset.mems; do
      if [ -f "$hierarchy/$file" ]; then
        for folder_of in "$hierarchy/$cgroup" "$hierarchy/$cgroup"/node*; do cat "$hierarchy/$file" >"$folder_of/$file"; done
      fi
    done
    if [ -f "$hierarchy/cgroup.controllers" ]; then
      for controller in $(cat "$hierarchy/cgroup.controllers"); do
        for folder_of in "$hierarchy" "$hierarchy/$cgroup"; do echo "+$controller" >"$folder_of/cgroup.subtree_control" || true; done
      done
    fi
  done
}

# A network namespace with one end of a cable to this one.
cable() {
  ip netns add "$1"
  ip link add "$1" type veth peer name eth0 netns "$1"
  ip link set "$1" up
  ip -n "$1" -batch - <<EOF
link set lo up
addr add $2/24 dev eth0
link set eth0 up
route add default via ${2%.*}.1
EOF
}

network() {
  mount -t tmpfs tmpfs /run
  ip link set lo up
  ip link add vnet type bridge
  ip addr add 10.240.0.1/24 dev vnet
  ip link set vnet up
  cable control 10.250.0.2
  ip addr add 10.250.0.1/24 dev control
  for node in $nodes; do
    cable "node$node" "10.240.0.$((node + 3))"
    ip link set "node$node" master vnet
    ip route add "10.244.$((node - 1)).0/24" via "10.240.0.$((node + 3))"
    nsenter --net="/run/netns/node$node" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  done
  echo 1 >/proc/sys/net/ipv4/ip_forward
}

in_control() {
  nsenter --net=/run/netns/control "$@" >"$folder/$1.log" 2>&1 &
}

# Asks the API server until its answer to $1 fulfils $2, a JavaScript expression of `body`.
until_api() {
  NODE_TLS_REJECT_UNAUTHORIZED=0 NODE_NO_WARNINGS=1 node -e '
    const [url, expression] = process.argv.slice(1), fulfilled = new Function("body", `return ${expression}`);
    const again = () => setTimeout(ask, 25);
    const ask = () => require("https").get(url, { headers: { authorization: "Bearer bare" } }, (answer) => {
      let body = ""; answer.on("data", (part) => (body += part)).on("end", () => fulfilled(body) || again());
    }).on("error", again);
    ask();' "$api$1" "$2"
}

control_plane() {
  in_control etcd --data-dir="$folder/etcd" --unsafe-no-fsync --listen-client-urls=http://127.0.0.1:2379 \
    --advertise-client-urls=http://127.0.0.1:2379 --listen-peer-urls=http://127.0.0.1:2380
  until nsenter --net=/run/netns/control ss -Hltn | grep -q :2379; do sleep 0.02; done
  in_control kube-apiserver --etcd-servers=http://127.0.0.1:2379 --cert-dir="$folder/certificates" --bind-address=10.250.0.2 \
    --service-cluster-ip-range=10.0.0.0/16 --token-auth-file="$folder/tokens.csv" --authorization-mode=AlwaysAllow \
    --service-account-issuer=https://bare --service-account-key-file="$folder/tokens.key" \
    --service-account-signing-key-file="$folder/tokens.key" --allow-privileged=true
  until_api /readyz 'body === "ok"'
  say api-server
  in_control kube-controller-manager --kubeconfig="$KUBECONFIG" --leader-elect=false --kube-api-qps=100 --kube-api-burst=200 \
    --service-account-private-key-file="$folder/tokens.key"
  in_control kube-scheduler --kubeconfig="$KUBECONFIG" --leader-elect=false
}

# A node's programs, in its own mounts and network; the kubelet once the API server is ready.
start_node() {
  local own=$folder/node$1
  hostname "node$1"
  mount -t tmpfs tmpfs /run
  # The kubelet would set these for the whole machine; it finds them as it wants them.
  for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
    kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
    kept=/run/$(basename "${setting%=*}")
    echo "${setting#*=}" >"$kept"
    mount --bind "$kept" "/proc/sys/${setting%=*}"
  done
  mkdir "$own/cni"
  cat >"$own/cni/10-kubenet.conflist" <<EOF
{ "cniVersion": "1.0.0", "name": "kubenet", "plugins": [{ "type": "bridge", "bridge": "cbr0", "isGateway": true,
  "ipam": { "type": "host-local", "subnet": "10.244.$(($1 - 1)).0/24", "dataDir": "/run/cni", "routes": [{ "dst": "0.0.0.0/0" }] } }] }
EOF
  cat >"$own/containerd.toml" <<EOF
version = 3
root = "$own/containerd"
plugins."io.containerd.cri.v1.images".pinned_images.sandbox = "localhost/lab/pause:1"
plugins."io.containerd.cri.v1.runtime".restrict_oom_score_adj = true
plugins."io.containerd.cri.v1.runtime".cni.bin_dirs = ["$(dirname "$(command -v bridge)")"]
plugins."io.containerd.cri.v1.runtime".cni.conf_dir = "$own/cni"
plugins."io.containerd.internal.v1.opt".path = "$own/opt"
plugins."io.containerd.nri.v1.nri".disable = true
EOF
  cat >"$own/kubelet.json" <<EOF
{ "apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration",
  "containerRuntimeEndpoint": "unix:///run/containerd/containerd.sock", "podLogsDir": "$own/log",
  "cgroupDriver": "cgroupfs", "cgroupRoot": "/$cgroup/node$1", "enforceNodeAllocatable": [], "failCgroupV1": false,
  "authentication": { "anonymous": { "enabled": true }, "webhook": { "enabled": false } }, "authorization": { "mode": "AlwaysAllow" },
  "failSwapOn": false, "localStorageCapacityIsolation": false, "imageGCHighThresholdPercent": 100, "resolvConf": "" }
EOF
  containerd --config "$own/containerd.toml" >"$own/containerd.log" 2>&1 &
  until [ -S /run/containerd/containerd.sock ] && [ -f "$folder/api-is-ready" ]; do sleep 0.02; done
  kube-proxy --kubeconfig="$KUBECONFIG" --hostname-override="node$1" --proxy-mode=iptables --cluster-cidr=10.244.0.0/16 \
    --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 --conntrack-tcp-timeout-close-wait=0 >"$own/kube-proxy.log" 2>&1 &
  kubelet --config="$own/kubelet.json" --kubeconfig="$KUBECONFIG" --hostname-override="node$1" --root-dir="$own/kubelet" \
    --node-ip="10.240.0.$(($1 + 3))" >"$own/kubelet.log" 2>&1
}

export KUBECONFIG=$folder/kubeconfig
cat >"$KUBECONFIG" <<EOF
{ "apiVersion": "v1", "kind": "Config", "current-context": "bare",
  "clusters": [{ "name": "bare", "cluster": { "server": "$api", "insecure-skip-tls-verify": true } }],
  "users": [{ "name": "bare", "user": { "token": "bare" } }],
  "contexts": [{ "name": "bare", "context": { "cluster": "bare", "user": "bare" } }] }
EOF
echo 'bare,bare,bare,system:masters' >"$folder/tokens.csv"
openssl genrsa -out "$folder/tokens.key" 2048 2>/dev/null
for node in $nodes; do containerd_root "$node"; done
export -f start_node
export folder cgroup

start=$(date +%s%3N)
cgroups
network
say network
for node in $nodes; do nsenter --net="/run/netns/node$node" unshare --mount --uts bash -c "start_node $node" & done
control_plane
touch "$folder/api-is-ready"
until_api /api/v1/nodes '(body.match(/"type":"Ready","status":"True"/g) ?? []).length === 3'
say nodes-ready

start=$(date +%s%3N)
kubectl apply --validate=false --filename="$(dirname "$0")/bare-pods.yaml" >/dev/null
kubectl rollout status deployment/testapp >/dev/null
kubectl rollout status daemonset/node-debugger >/dev/null
say pods
