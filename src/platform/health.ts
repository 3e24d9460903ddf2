import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { hasBody, openEntrance, refuse } from "./http-entrance.ts";
import type { CountRefusal } from "./refused-requests.ts";

/** Working: the last tick did not fail. Slack: Socket Mode was not away for half a minute. Installed: the token is taken. */
export const HEALTH_PARTS = ["database", "working", "slack", "installed"] as const;
export type HealthPart = (typeof HEALTH_PARTS)[number];

/** Answer of `/healthz`. */
export interface Health extends Record<HealthPart, boolean> {
  ok: boolean;
  /** Scopes of manifest.yml that the app was not granted when it started; absent where there are all. */
  missingScopes?: readonly string[];
}

/** Answer of `/readyz`: whether this instance can take requests. */
export interface Readiness {
  ok: boolean;
  database: boolean;
  /** False if another version has migrated the database. */
  migrations: boolean;
  /** False at once without Socket Mode. */
  slack: boolean;
  /** False over HTTP where the machine's clock is too far off to prove Slack's requests by it. */
  clock: boolean;
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
  return [
    LIVEZ,
    route("/healthz", async () => json(await health())),
    route("/readyz", async () => json(await readiness())),
    route(METRICS_PATH, async () => ({ status: 200, ...(await metrics()) })),
  ];
}

function json(state: { ok: boolean }) {
  return { status: state.ok ? 200 : 503, contentType: "application/json", text: JSON.stringify(state) };
}

interface Answer {
  status: number;
  contentType: string;
  text: string;
}

/** Whoever asks while an answer is being made gets that one: it may cost a look into the database. */
function route(path: string, makeAnswer: () => Promise<Answer>): ProbeRoute {
  let underWay: Promise<Answer> | null = null;
  const answer = () => {
    underWay ??= makeAnswer().finally(() => {
      underWay = null;
    });
    return underWay;
  };
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

const LIVEZ = route("/livez", () => Promise.resolve(json({ ok: true })));

/** A port that is open before there is anything behind it: until it is told what to serve, all but `/livez` is 503. */
export interface OpenPort {
  /** `others` takes what is none of these routes; default: 404. */
  serve(routes: readonly ProbeRoute[], others?: RequestListener): void;
  close(): Promise<void>;
}

/** Rejects if the port is taken. `refused`: counts what is turned away before it is served. */
export async function openPort(
  { port, host }: { port: number; host?: string | undefined },
  refused: CountRefusal = () => undefined,
): Promise<OpenPort> {
  let served: readonly ProbeRoute[] = [LIVEZ];
  let rest = notYet;
  const answer: RequestListener = (request, response) => {
    const path = request.url?.split("?")[0];
    const asked = served.find((each) => each.method === request.method && each.path === path);
    if (!asked) return rest(request, response);
    if (!hasBody(request)) return asked.handler(request, response);
    refused("body");
    refuse(request, response, 413);
  };
  const { close } = await openEntrance({ port, host }, answer, refused);
  return {
    serve(routes, others = status(404)) {
      served = routes;
      rest = others;
    },
    close,
  };
}

export const notYet = status(503);

function status(code: number): RequestListener {
  return (request, response) => refuse(request, response, code);
}
