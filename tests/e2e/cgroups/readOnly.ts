import { createCgroups } from "../../../local/cgroups";

// Started where all cgroups are read-only; prints what is said about that.
try {
  createCgroups("/tmp/labs/read-only", ["node1"], []);
  console.log("made");
} catch (error) {
  console.log((error as Error).message);
}
