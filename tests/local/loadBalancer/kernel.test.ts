import { balancedService } from "../../../local/loadBalancer/balancedService";
import { Kernel } from "../../../local/loadBalancer/kernel";
import { decide } from "../../../local/loadBalancer/model";
import { config, knowledge, serviceObject, UID } from "./fixtures";

const OTHER = "ffffffff-0000-0000-0000-000000000000";
const { view } = decide(
  config,
  knowledge({
    services: [
      balancedService(serviceObject()),
      balancedService(serviceObject({ ports: [{ port: 8080, nodePort: 30090 }] }, { uid: OTHER })),
    ],
    published: new Map([
      [UID, "203.0.113.10"],
      [OTHER, "203.0.113.11"],
    ]),
  }),
);
const [good, bad] = view.rules.map(({ name }) => name);

/** Takes every text but those that `isRefused` names. */
function kernelThat(isRefused: (text: string) => boolean) {
  const loads: string[] = [];
  const kernel = new Kernel(config, (args, text) => {
    if (isRefused(text)) return Promise.reject(new Error("not taken"));
    if (args.join(" ") === "-f -") loads.push(text);
    return Promise.resolve();
  });
  return { kernel, loads };
}

it("loads a view once", async () => {
  const { kernel, loads } = kernelThat(() => false);
  expect(await kernel.load(view)).toEqual({ view, refused: new Map() });
  await kernel.load(view);
  expect(loads).toHaveLength(1);
});

it("leaves out the rule that the kernel refuses, and loads the others", async () => {
  const { kernel, loads } = kernelThat((text) => text.includes("dport 8080"));
  expect(await kernel.load(view)).toEqual({
    view: { ...view, rules: view.rules.filter(({ name }) => name === good) },
    refused: new Map([[bad, "not taken"]]),
  });
  expect(loads).toHaveLength(1);
  expect(loads[0]).toContain("dport 80 ");
});

it("tries the refused rule again with every view", async () => {
  let refuses = true;
  const { kernel, loads } = kernelThat((text) => refuses && text.includes("dport 8080"));
  await kernel.load(view);
  refuses = false;
  expect(await kernel.load(view)).toEqual({ view, refused: new Map() });
  expect(loads).toHaveLength(2);
});

it("throws when no rule is the reason", async () => {
  await expect(kernelThat(() => true).kernel.load(view)).rejects.toThrow("not taken");
});
