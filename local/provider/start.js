// Starts the provider. Making network namespaces takes root: an ordinary user's provider runs again through sudo, with
// the user's own caches and state. Where sudo would ask for a password the provider runs as it is, and its check says so.
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const kept = require("../../system/keptVariables.json");

if (process.getuid?.() === 0 || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status !== 0) {
  // Loaded through tsx it would take twice as long.
  require("@pulumi/pulumi/proto/provider_grpc_pb");
  require("tsx/cjs");
  require("./main");
} else {
  const named = Object.entries(process.env).filter(([name]) => new RegExp(kept.named).test(name));
  const environment = named.map(([name, value]) => `${name}=${value ?? ""}`);
  // A proxy's password is no part of a command line: sudo is told the names alone.
  const names = Object.keys(process.env).filter((name) => new RegExp(kept.preserved).test(name));
  const preserved = names.length === 0 ? [] : [`--preserve-env=${names.join(",")}`];
  const provider = [process.execPath, ...process.argv.slice(1)];
  const child = spawn("sudo", ["-n", ...preserved, "--", "env", ...environment, ...provider], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  // A user may not signal root's processes: the end of its standard input tells the provider to end, also when this process is killed.
  const end = () => child.stdin.end();
  process.on("SIGINT", end).on("SIGTERM", end);
  process.stdin.on("end", end).resume();
  child.on("exit", (code) => process.exit(code ?? 1));
}
