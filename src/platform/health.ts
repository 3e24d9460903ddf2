import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Answer of `/healthz`. */
export interface Health {
  ok: boolean;
  database: boolean;
  /** False if the last tick failed. */
  working: boolean;
  /** False after half a minute without Socket Mode. */
  slack: boolean;
  /** False while the app is removed or its token revoked. */
  installed: boolean;
}

/** Answer of `/readyz`: whether this instance can take requests. */
export interface Readiness {
  ok: boolean;
  database: boolean;
  /** False if another version has migrated the database. */
  migrations: boolean;
  /** False at once without Socket Mode. */
  slack: boolean;
}

/** A route for supervisors, load balancers and Prometheus, in Bolt's form. */
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

/** Serves these routes only. Rejects if the port is taken. */
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
