// Sends one lab request for each id and tells of each at its end: one JSON line, a SentRequest. This one file runs by plain
// Node 18 or later wherever a client is: in a network namespace, in a container. Its plan is the first line of its standard input.
"use strict";
const http = require("node:http");
const readline = require("node:readline");

/**
 * @typedef {object} Plan
 * @property {string} frontendIP
 * @property {number} port
 * @property {readonly string[]} ids
 * @property {number} concurrency how many requests are under way at a time
 * @property {boolean} keepAlive one kept connection for each of `concurrency`, or one for each request
 * @property {number} timeoutSeconds how long to wait for one answer
 * @property {boolean} leash stop when the standard input ends: whoever started this has gone
 *
 * @typedef {import("../experiments/traffic/sentRequest").SentRequest} SentRequest
 * @typedef {import("../experiments/traffic/sentRequest").PodAnswer} PodAnswer
 */

// The seed's own mark, `hey -d "YO"`: its tshark filter shows these requests too.
const BODY = "YO";

const lines = readline.createInterface({ input: process.stdin });
lines.once("line", (line) => {
  const plan = /** @type {Plan} */ (JSON.parse(line));
  if (plan.leash) lines.once("close", () => process.exit(1));
  void send(plan).then(() => {
    lines.removeAllListeners("close");
    process.stdin.destroy();
  });
});

/** @param {Plan} plan */
async function send(plan) {
  const waiting = plan.ids.values();
  await Promise.all(Array.from({ length: plan.concurrency }, () => work(plan, waiting)));
}

/**
 * One worker: it has one connection at a time.
 * @param {Plan} plan
 * @param {Iterable<string>} waiting
 */
async function work(plan, waiting) {
  const agent = new http.Agent({ keepAlive: plan.keepAlive });
  for (const id of waiting) {
    process.stdout.write(`${JSON.stringify(await request(plan, agent, id))}\n`);
  }
  agent.destroy();
}

/**
 * @param {Plan} plan
 * @param {http.Agent} agent
 * @param {string} id
 * @returns {Promise<SentRequest>} never rejects: a lost request is a record too
 */
function request(plan, agent, id) {
  const startedAt = Date.now();
  const start = performance.now();
  /** @type {SentRequest["local"]} */
  let local = null;
  /** @type {number | null} */
  let status = null;
  return new Promise((resolve) => {
    /** @param {PodAnswer | null} answer @param {string | null} error */
    const end = (answer, error) => {
      clearTimeout(timer);
      const milliseconds = Math.round((performance.now() - start) * 1000) / 1000;
      resolve({ id, local, status, answer, startedAt, milliseconds, error });
    };
    const call = http.request({
      agent,
      host: plan.frontendIP,
      port: plan.port,
      method: "GET",
      path: `/r/${id}`,
      headers: { "Content-Length": BODY.length },
    });
    const timer = setTimeout(
      () => call.destroy(new Error(`no answer within ${plan.timeoutSeconds} s`)),
      plan.timeoutSeconds * 1000,
    );
    call.on("socket", (socket) => {
      const note = () => {
        if (socket.localAddress && socket.localPort) {
          local = { address: socket.localAddress, port: socket.localPort };
        }
      };
      if (socket.connecting) socket.once("connect", note);
      else note();
    });
    call.on("response", (response) => {
      status = response.statusCode ?? null;
      const parts = /** @type {Buffer[]} */ ([]);
      response.on("data", (/** @type {Buffer} */ part) => parts.push(part));
      response.on("error", (error) => {
        end(null, reason(error));
      });
      response.on("end", () => {
        const body = Buffer.concat(parts).toString("utf8");
        const answer = status === 200 ? podAnswer(body) : null;
        end(
          answer,
          answer === null ? `HTTP ${status}, and not testapp's answer: ${body.slice(0, 80)}` : null,
        );
      });
    });
    call.on("error", (error) => {
      end(null, reason(error));
    });
    call.end(BODY);
  });
}

/** @param {NodeJS.ErrnoException} error */
function reason(error) {
  const words = [error.message, error.code].find((word) => word !== undefined && word !== "");
  return words ?? "failed without a reason";
}

/**
 * @param {string} body
 * @returns {PodAnswer | null} `null` when somebody else answered
 */
function podAnswer(body) {
  try {
    const told = /** @type {Record<string, unknown>} */ (JSON.parse(body));
    const { id, pod, peerAddress, peerPort } = told;
    const port = Number(peerPort);
    if (typeof id !== "string" || typeof pod !== "string" || typeof peerAddress !== "string") return null;
    return Number.isInteger(port) ? { id, pod, peerAddress, peerPort: port } : null;
  } catch {
    return null;
  }
}
