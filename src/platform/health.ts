import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** What `/healthz` tells: the process answers, its database answers, its last tick succeeded, Slack reaches it. */
export interface Health {
  ok: boolean;
  database: boolean;
  /** False while the work of the last tick fails. */
  working: boolean;
  /** False when Socket Mode has had no connection for half a minute. */
  slack: boolean;
  /** False from when the app was removed from Slack, or its token revoked, until Slack takes the token again. */
  installed: boolean;
}

/** What `/readyz` tells: whether this instance can take what people send it now. */
export interface Readiness {
  ok: boolean;
  database: boolean;
  /** False when another version has changed the database meanwhile. */
  migrations: boolean;
  /** False from the moment at which Socket Mode has no connection. */
  slack: boolean;
}

/** A path that a supervisor, a load balancer or Prometheus asks; Bolt takes the same form for its own routes. */
export interface ProbeRoute {
  path: string;
  method: "GET";
  handler(request: IncomingMessage, response: ServerResponse): void;
}

export const METRICS_PATH = "/metrics";

export interface Probed {
  health(): Promise<Health>;
  readiness(): Promise<Readiness>;
  metrics(): Promise<{ contentType: string; text: string }>;
}

export function probeRoutes({ health, readiness, metrics }: Probed): ProbeRoute[] {
  const json = (state: { ok: boolean }) => ({
    status: state.ok ? 200 : 503,
    contentType: "application/json",
    text: JSON.stringify(state),
  });
  return [
    route("/livez", () => Promise.resolve(json({ ok: true }))),
    route("/healthz", async () => json(await health())),
    route("/readyz", async () => json(await readiness())),
    route(METRICS_PATH, async () => ({ status: 200, ...(await metrics()) })),
  ];
}

function route(path: string, answer: () => Promise<{ status: number; contentType: string; text: string }>): ProbeRoute {
  return {
    path,
    method: "GET",
    handler: (_request, response) => {
      answer().then(
        ({ status, contentType, text }) => {
          response.writeHead(status, { "content-type": contentType });
          response.end(text);
        },
        () => response.writeHead(500).end(),
      );
    },
  };
}

/** Serves these routes alone. Rejects when the port is taken. */
export function startHealthServer(
  { port, host }: { port: number; host?: string | undefined },
  routes: readonly ProbeRoute[],
): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    const asked = routes.find((each) => each.method === request.method && each.path === path);
    if (asked) return asked.handler(request, response);
    response.writeHead(404).end();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, ...(host !== undefined && { host }) }, () => resolve(server));
  });
}
