import * as fs from "node:fs";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import type * as os from "node:os";
import { dirname, join, relative } from "node:path";
import { failedStartLogs } from "../../../local/cluster";
import { giveToUser } from "../../../local/provider/ownership";
import { labDirectory, stateDirectory } from "../../../system/paths";

jest.mock("node:fs", () => ({ ...jest.requireActual<typeof fs>("node:fs"), lchownSync: jest.fn() }));

jest.mock("node:os", () => ({ ...jest.requireActual<typeof os>("node:os"), homedir: jest.fn() }));

const before = { ...process.env };
let home: string;

beforeEach(() => {
  jest.clearAllMocks();
  home = mkdtempSync(join(tmpdir(), "ownership-"));
  jest.mocked(homedir).mockReturnValue(home);
  for (const name of ["LAB_STATE", "XDG_STATE_HOME", "SUDO_UID", "SUDO_GID"])
    Reflect.deleteProperty(process.env, name);
});

afterEach(() => {
  process.env = { ...before };
  rmSync(home, { recursive: true });
});

function write(...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
  }
}

/** The paths given away, from the home folder on. */
const given = (): string[] =>
  jest
    .mocked(fs.lchownSync)
    .mock.calls.map(([path]) => relative(home, path as string))
    .sort();

describe("giveToUser", () => {
  it("gives away what a user reads, and the way to it, but no disks and no keys of the cluster", () => {
    Object.assign(process.env, { SUDO_UID: "1000", SUDO_GID: "1001" });
    const lab = labDirectory("mine");
    write(
      join(lab, "kubeconfig"),
      join(lab, "state.json"),
      join(lab, "ssh", "id_ed25519"),
      join(lab, "logs", "etcd.log"),
    );
    write(
      join(lab, "pki", "ca.key"),
      join(lab, "nodes", "node1", "lib", "x"),
      join(labDirectory("other"), "kubeconfig"),
    );
    symlinkSync("/nowhere", join(lab, "logs", "trap"));
    giveToUser("mine");
    const state = ".local/state/aks-lb-lab";
    expect(given()).toEqual(
      [
        ".local",
        ".local/state",
        state,
        ...["", "/mine", "/mine/kubeconfig", "/mine/logs", "/mine/logs/etcd.log", "/mine/logs/trap"].map(
          (path) => `${state}/labs${path}`,
        ),
        ...["/mine/ssh", "/mine/ssh/id_ed25519", "/mine/state.json"].map((path) => `${state}/labs${path}`),
        `${state}/failed-starts`,
        `${state}/failed-starts/mine`,
      ].sort(),
    );
    expect(
      jest.mocked(fs.lchownSync).mock.calls.every(([, user, group]) => user === 1000 && group === 1001),
    ).toBe(true);
  });

  it("gives away the logs of a start that failed, and no folder above a state that was put elsewhere", () => {
    Object.assign(process.env, {
      SUDO_UID: "1000",
      SUDO_GID: "1000",
      LAB_STATE: join(home, "..", "elsewhere"),
    });
    write(join(failedStartLogs("mine"), "kubelet.log"));
    giveToUser("mine");
    expect(given()).toContain(relative(home, join(failedStartLogs("mine"), "kubelet.log")));
    expect(given()).toContain(relative(home, stateDirectory()));
    expect(given()).not.toContain("..");
    rmSync(stateDirectory(), { recursive: true });
  });

  it("does nothing for a process that sudo did not start", () => {
    write(join(labDirectory("mine"), "kubeconfig"));
    giveToUser("mine");
    expect(given()).toEqual([]);
  });

  it("passes over what is not there", () => {
    Object.assign(process.env, { SUDO_UID: "1000", SUDO_GID: "1000" });
    jest.mocked(fs.lchownSync).mockImplementation(() => {
      throw Object.assign(new Error("gone"), { code: "ENOENT" });
    });
    expect(() => {
      giveToUser("mine");
    }).not.toThrow();
  });

  it("does not pass over what fails", () => {
    Object.assign(process.env, { SUDO_UID: "1000", SUDO_GID: "1000" });
    jest.mocked(fs.lchownSync).mockImplementation(() => {
      throw Object.assign(new Error("read-only"), { code: "EROFS" });
    });
    expect(() => {
      giveToUser("mine");
    }).toThrow("read-only");
  });
});
