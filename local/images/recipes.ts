import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImageReferences } from "../spec";

/** The folder of the shell scripts that make root file systems out of unpacked packages. */
export const RECIPES = join(__dirname, "recipes");

/** An image: where it is published, and how it is made from Debian packages where that can't be reached. */
export interface Recipe {
  /** What the lab's nodes call it, whichever way it came. */
  readonly name: string;
  /** The published image, pinned by the digest of its index. */
  readonly published: string;
  /** An address that answers where the image's registry can be reached. */
  readonly registry: string;
  readonly packages: readonly string[];
  /** The script of {@link RECIPES} that is its own. */
  readonly script: string;
  readonly command: readonly string[];
  /** `user:group`, both numbers; root unless said otherwise. */
  readonly user?: string;
}

/** Digests as several unrelated public repositories pin them; the tags are for people. */
export const RECIPE_OF: Readonly<Record<keyof ImageReferences, Recipe>> = {
  testapp: {
    name: "localhost/lab/testapp:1",
    published:
      "docker.io/library/nginx:1.28-alpine@sha256:a8b39bd9cf0f83869a2162827a0caf6137ddf759d50a171451b335cecc87d236",
    registry: "https://registry-1.docker.io/v2/",
    packages: ["nginx", "busybox-static"],
    script: "testapp.sh",
    command: ["nginx", "-g", "daemon off;"],
    user: "101:101",
  },
  nodeDebugger: {
    name: "localhost/lab/node-debugger:1",
    published:
      "ghcr.io/nicolaka/netshoot:v0.16@sha256:b09d9b21381f47a79b3cbcb30da25266dc17186ea00ae65e99fdc51396f48e70",
    registry: "https://ghcr.io/v2/",
    packages: [
      ...["tshark", "tcpdump", "iptables", "nftables", "conntrack", "iproute2", "iputils-ping", "curl"],
      ...["openssh-server", "openssh-client", "bash", "coreutils", "procps", "hostname"],
      ...["grep", "sed", "mawk", "findutils", "less", "ncurses-base"],
    ],
    script: "node-debugger.sh",
    command: ["sleep", "infinity"],
  },
  pause: {
    name: "localhost/lab/pause:1",
    published:
      "registry.k8s.io/pause:3.10@sha256:ee6521f290b2168b6e0935a181d4cff9be1ac3f505666ef0e3c98fae8199917a",
    registry: "https://registry.k8s.io/v2/",
    packages: ["busybox-static"],
    script: "pause.sh",
    command: ["/bin/busybox", "sleep", "2147483647"],
  },
};

/** Sixteen hexadecimal digits that change with everything images are made from. */
export function recipesKey(): string {
  const scripts = readdirSync(RECIPES)
    .sort()
    .map((file) => [file, readFileSync(join(RECIPES, file), "utf8")]);
  return createHash("sha256")
    .update(JSON.stringify([RECIPE_OF, scripts]))
    .digest("hex")
    .slice(0, 16);
}
