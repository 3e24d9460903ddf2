import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** Serves the routes on this machine, says so once they are up, and resolves when the process is interrupted. Throws where the port is taken. */
export async function serveUntilInterrupted(routes: Hono, port: number, isUp: () => void): Promise<void> {
  const server = serve({ fetch: routes.fetch, port, hostname: "127.0.0.1" });
  const failed = new Promise<never>((_, reject) => server.once("error", reject));
  isUp();
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  try {
    await Promise.race([interrupted, failed]);
  } finally {
    server.close();
    // An open page keeps its stream open.
    if ("closeAllConnections" in server) server.closeAllConnections();
  }
}
