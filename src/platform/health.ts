import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** What `/healthz` tells: the process answers, its database answers, its last turn succeeded, Slack reaches it. */
export interface Health {
  ok: boolean;
  database: boolean;
  /** False while the work of the last turn fails. */
  working: boolean;
  /** False when Socket Mode has had no connection for half a minute. */
  slack: boolean;
}

export type HealthHandler = (request: IncomingMessage, response: ServerResponse) => void;

export function healthHandler(health: () => Promise<Health>): HealthHandler {
  return (_request, response) => {
    void health().then((state) => {
      response.writeHead(state.ok ? 200 : 503, { "content-type": "application/json" });
      response.end(JSON.stringify(state));
    });
  };
}

/** Serves `/healthz` alone, where Slack does not come over HTTP. Rejects when the port is taken. */
export function startHealthServer(port: number, handler: HealthHandler): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method === "GET" && request.url === "/healthz") return handler(request, response);
    response.writeHead(404).end();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve(server));
  });
}
