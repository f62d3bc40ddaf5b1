import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ViewFile } from "../../../local/loadBalancer/viewFile";
import { EMPTY } from "./fixtures";

const folder = mkdtempSync(join(tmpdir(), "view-"));
const path = join(folder, "load-balancer.json");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("replaces the file as a whole, when there is something new", async () => {
  const file = new ViewFile(path);
  await file.write(EMPTY);
  const first = statSync(path).ino;
  await file.write(EMPTY);
  expect(statSync(path).ino).toBe(first);
  const changed = { ...EMPTY, healthy: { rule: ["node1"] } };
  await file.write(changed);
  expect(statSync(path).ino).not.toBe(first);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(changed);
  expect(readdirSync(folder)).toEqual(["load-balancer.json"]);
});
