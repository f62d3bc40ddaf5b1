import { connect, type Server } from "node:net";
import { API_PORT } from "../plan";

/**
 * Joins the host's loopback with the API server: `server` was opened outside and belongs to the host's network wherever it is
 * accepted on, and the far end is reached from in here. That is a port on the host without touching the host's network.
 */
export function forward(server: Server, apiServer: string): void {
  server.on("connection", (near) => {
    const far = connect(API_PORT, apiServer);
    near.setNoDelay(true);
    far.setNoDelay(true);
    near.pipe(far);
    far.pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
}
