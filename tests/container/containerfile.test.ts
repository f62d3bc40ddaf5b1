import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfigFileTextToJson } from "typescript";
import { NEEDS } from "../../system/packageNeeds";
import { CONTEXT, instructions, publishedBase } from "./containerfile";

interface Devcontainer {
  readonly privileged: boolean;
  readonly remoteUser: string;
  readonly build: { readonly dockerfile: string };
  readonly mounts: readonly { readonly type: string; readonly target: string }[];
}

const only = (beginning: string): string => {
  const lines = instructions().filter((line) => line.startsWith(beginning));
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
};

describe("Containerfile", () => {
  it("installs the package of everything that labs need", () => {
    const installed = only("RUN apt-get").split(" ");
    expect(NEEDS.run.filter((need) => !installed.includes(need.package))).toEqual([]);
  });

  it("begins with an image that is pinned by its digest, unless told another", () => {
    expect(publishedBase()).toMatch(/^docker\.io\/library\/node:[\w.-]+@sha256:[0-9a-f]{64}$/);
    expect(only("FROM ")).toBe("FROM ${BASE}");
  });

  it("keeps caches and state on a volume, where no node's own mounts hide them", () => {
    expect(only("VOLUME ")).toBe("VOLUME /lab");
    expect(only("ENV ")).toBe("ENV LAB_CACHE=/lab/cache LAB_STATE=/lab/state");
  });
});

describe("devcontainer.json", () => {
  const text = readFileSync(join(CONTEXT, "devcontainer.json"), "utf8");
  const { config, error } = parseConfigFileTextToJson("devcontainer.json", text) as {
    readonly config: Devcontainer;
    readonly error?: unknown;
  };

  it("starts that image privileged, with a volume for caches and state, as a user whom sudo lets do all", () => {
    expect(error).toBeUndefined();
    expect(config.build.dockerfile).toBe("Containerfile");
    expect(config.privileged).toBe(true);
    expect(config.mounts).toEqual([expect.objectContaining({ type: "volume", target: "/lab" })]);
    expect(config.remoteUser).toBe("node");
    expect(only("RUN echo")).toContain("'node ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/node");
  });
});
