import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../../../system/paths";
import { writeProgram } from "../../toolchain/fakePrograms";
import { makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { leftSince, lookAtHost, processesNaming } from "../support/hostSide";
import { inCheckout, succeeding } from "../support/lab";

const PATIENCE_MS = 300_000;
const FRONTEND = "203.0.113.10";

let checkout: Checkout;
/** The home folder of a service, such as Jenkins' is. */
let home: string;

beforeAll(() => {
  checkout = makeCheckout();
  home = mkdtempSync("/var/lib/lab-test-");
});
afterAll(() => {
  rmSync(home, { recursive: true });
  removeCheckout(checkout);
});

/** A legacy iptables, one file under all its names, on a kernel without the tables that it asks for. */
function writeLegacyIptables(folder: string): void {
  const words = "iptables v1.8.9 (legacy): can't initialize iptables table `nat': Table does not exist";
  const legacy = writeProgram(
    folder,
    "xtables-legacy-multi",
    `echo "${words.replace("`", "\\`")}" >&2; exit 3`,
  );
  for (const name of ["iptables", "iptables-restore", "iptables-save"])
    symlinkSync(legacy, join(folder, name));
}

it(
  "a lab whose state and programs are below /var/lib, by a legacy iptables without tables, answers and goes",
  async () => {
    const before = lookAtHost();
    const bin = join(home, "bin");
    writeLegacyIptables(bin);
    const lab = `'${process.execPath}' cli/lab.js`;
    // What kubelets and controllers make in there, were they not told otherwise, would be seen out here.
    const script = `mount -t tmpfs tmpfs /usr/libexec
mkdir -p $HOME/cache && mount --bind "$REAL_CACHE" $HOME/cache
trap '${lab} down >&2' EXIT
${lab} up >&2
${lab} exec client-a -- curl -s --max-time 5 http://${FRONTEND}/r/one
${lab} exec node1 -- sh -c 'iptables -t nat -S KUBE-SERVICES | grep -c testapp'
find /usr/libexec -mindepth 1`;
    const ended = await succeeding(
      inCheckout(checkout, ["unshare", "--mount", "sh", "-ec", script], {
        HOME: home,
        PATH: `${bin}:${process.env.PATH ?? ""}`,
        REAL_CACHE: cacheDirectory(),
        LAB_CACHE: join(home, "cache"),
        LAB_STATE: join(home, "state"),
      }),
    );
    expect(ended.stdout).toMatch(/"pod": ?"testapp-/);
    // kube-proxy's rules are there, and nothing in /usr/libexec.
    expect(ended.stdout).toMatch(/\n[1-9]\d*$/);
    expect(processesNaming(home)).toEqual([]);
    expect(leftSince(before)).toEqual([]);
  },
  PATIENCE_MS,
);
