import { join } from "node:path";

/** The sender: one file without dependencies for plain Node 18 or later. Stacks put it into clients, experiments run it there. */
export const senderFile = join(__dirname, "sender.js");

/** Where a client that is a container has it. */
export const SENDER_PATH = "/lab/sender.js";
