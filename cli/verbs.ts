import type { Command } from "commander";

/** What a verb's file gives: its arguments, options, help and action. Its heavy imports stay unloaded until it runs. */
export interface VerbModule {
  define(command: Command): void;
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
}

/** Every verb in the order of help, by heading; `cli/verbs/<name>.ts` holds each. */
export const verbs: Readonly<Record<string, readonly Verb[]>> = {
  "The lab:": [
    { name: "tour", summary: "prepare, up, walk and down in one go" },
    { name: "up", summary: "stand the lab up (pulumi up)" },
    { name: "down", summary: "take it down (pulumi destroy) and remove what is left" },
    { name: "status", summary: "what is up: nodes, clients, frontend IP, load balancing rule" },
    { name: "graph", summary: "the lab drawn: addresses, routes, zones, rules" },
  ],
  "Experiments:": [
    { name: "walk", summary: "the four findings, one table each" },
    { name: "run", summary: "one experiment, several, or all" },
    { name: "list", summary: "the experiments there are" },
    { name: "report", summary: "what a run came to, as a page to show" },
    { name: "capture", summary: "what every node's eth0 sees, in one stream or as one pcapng" },
    { name: "watch", summary: "the ways of requests as they come, yours too" },
  ],
  "Ways in:": [
    { name: "ssh", summary: "a shell on a node, in its debug pod" },
    { name: "exec", summary: "run a command in a node's or client's network" },
    { name: "kubectl", summary: "kubectl with the lab's kubeconfig" },
    { name: "pulumi", summary: "pulumi with the lab's state" },
    { name: "env", summary: "shell variables for plain pulumi and kubectl" },
  ],
  "This machine:": [
    { name: "doctor", summary: "what the lab needs, what is there, what to do" },
    { name: "prepare", summary: "build or fetch programs and images" },
    { name: "clean", summary: "remove the caches" },
  ],
};
