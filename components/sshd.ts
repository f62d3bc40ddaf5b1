/** Not 22: the pod shares the node's network, and there the node's own sshd has that. */
export const SSHD_PORT = 2222;

const HOST_KEY = "/run/ssh/host_key";
const AUTHORIZED_KEYS = "/run/ssh/authorized_keys";

/** All of sshd's settings that are not its own defaults; no file of the image is read. */
const OPTIONS = {
  Port: String(SSHD_PORT),
  // From outside the node only `kubectl port-forward` gets there, which the API server lets through for whom RBAC allows it.
  ListenAddress: "127.0.0.1",
  HostKey: HOST_KEY,
  AuthorizedKeysFile: AUTHORIZED_KEYS,
  PidFile: "none",
  AllowUsers: "root",
  PermitRootLogin: "prohibit-password",
  AuthenticationMethods: "publickey",
  PasswordAuthentication: "no",
  KbdInteractiveAuthentication: "no",
  // A shell is wanted, not a way through the node's network.
  DisableForwarding: "yes",
  MaxAuthTries: "3",
  LoginGraceTime: "20",
  // There is no record of logins to tell from.
  PrintLastLog: "no",
};

/**
 * The container's command: makes what sshd needs in /run, then is sshd, logging to the container's log. The environment
 * variable AUTHORIZED_KEY holds the public key that may log in. Works for Debian's OpenSSH and for Alpine's.
 */
export const SSHD_COMMAND: readonly string[] = [
  "/bin/sh",
  "-euc",
  `
# An emptyDir comes writable for all, and sshd trusts no key below such a folder.
chmod 755 /run
# Where Debian's sshd locks its unprivileged half in.
mkdir -p /run/sshd
umask 077
mkdir -p /run/ssh
printf '%s\\n' "$AUTHORIZED_KEY" >${AUTHORIZED_KEYS}
# A container started again in the same pod finds its key of before.
[ -f ${HOST_KEY} ] || ssh-keygen -q -t ed25519 -N '' -f ${HOST_KEY}
# Not -e: what a login has to complain of would go to the user's terminal instead of the container's log.
exec /usr/sbin/sshd -D -E /dev/stderr -f /dev/null "$@"
`,
  "sshd",
  ...Object.entries(OPTIONS).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
];
