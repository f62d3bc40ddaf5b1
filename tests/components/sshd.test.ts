import { SSHD_COMMAND, SSHD_PORT } from "../../components/sshd";
import { run } from "../../system/command";

const [shell, flags, script = "", name, ...words] = SSHD_COMMAND;
const options = words.filter((_, index) => index % 2 === 1);

describe("the command of the debug pods' sshd", () => {
  it("is a shell script that any POSIX shell can read", async () => {
    expect([shell, flags, name]).toEqual(["/bin/sh", "-euc", "sshd"]);
    await run(["sh", "-n", "-c", script]);
  });

  it("passes nothing but settings", () => {
    expect(words.filter((_, index) => index % 2 === 0)).toEqual(options.map(() => "-o"));
    expect(script.trimEnd().split("\n").at(-1)).toBe(
      'exec /usr/sbin/sshd -D -E /dev/stderr -f /dev/null "$@"',
    );
  });

  it("listens on the loopback only, for root with a key only, and forwards nothing", () => {
    expect(SSHD_PORT).toBe(2222);
    expect(options).toEqual(
      expect.arrayContaining([
        "Port=2222",
        "ListenAddress=127.0.0.1",
        "AllowUsers=root",
        "PermitRootLogin=prohibit-password",
        "AuthenticationMethods=publickey",
        "PasswordAuthentication=no",
        "KbdInteractiveAuthentication=no",
        "DisableForwarding=yes",
      ]),
    );
    expect(options.filter((option) => option.startsWith("ListenAddress="))).toHaveLength(1);
  });

  it("makes its host key at the start and takes the client's from the environment", () => {
    expect(script).toContain("ssh-keygen -q -t ed25519 -N '' -f /run/ssh/host_key");
    expect(script).toContain(`printf '%s\\n' "$AUTHORIZED_KEY" >/run/ssh/authorized_keys`);
    expect(options).toContain("HostKey=/run/ssh/host_key");
    expect(options).toContain("AuthorizedKeysFile=/run/ssh/authorized_keys");
  });
});
