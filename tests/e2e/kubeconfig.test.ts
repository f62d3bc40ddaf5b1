import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubeconfig } from "../../local/kubeconfig";
import { run } from "../../system/command";
import { findToolchain } from "../../toolchain/find";
import { RISKY_NAMES } from "../system/riskyNames";

const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

// kubectl takes a cluster without a name for none.
test.each(RISKY_NAMES.filter((name) => name !== ""))(
  "kubectl reads the kubeconfig of a lab called %j",
  async (name) => {
    const file = join(folder, "kubeconfig");
    const identity = { certificate: "certificate", key: "key" };
    writeFileSync(file, kubeconfig({ name, server: "https://127.0.0.1:1", authority: "CA", identity }));
    const kubectl = findToolchain().program("kubectl");
    const view = await run([kubectl, "--kubeconfig", file, "config", "view", "--output=json"]);
    expect(JSON.parse(view)).toMatchObject({
      clusters: [{ name }],
      users: [{ name }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      "current-context": name,
    });
  },
);
