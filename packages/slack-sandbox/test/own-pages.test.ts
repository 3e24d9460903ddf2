import { type IncomingMessage, request } from "node:http";
import { serve } from "@hono/node-server";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { controlRoutes } from "../src/control.ts";
import { pageRoutes } from "../src/page/routes.ts";
import type { Sandbox } from "../src/server.ts";
import { aSandbox } from "./workspace.ts";

const LOOK = { body: JSON.stringify({ do: "look" }), type: "application/json" };

/** Control and page on one port, as `npm run sandbox` has them, beside the workspace's own. */
async function served(): Promise<{ sandbox: Sandbox; url: URL }> {
  const { sandbox, clock } = await aSandbox();
  const routes = controlRoutes({ sandbox, clock });
  routes.route("/", pageRoutes({ sandbox, clock, guide: { title: "A test", locale: "en-GB", handles: ["ana"] } }));
  const server = serve({ fetch: routes.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The page has no port.");
  return { sandbox, url: new URL(`http://127.0.0.1:${address.port}/`) };
}

/** The status of a request with headers that `fetch` would not let anybody set. */
async function statusOf(
  url: URL | string,
  { method = "POST", headers = {}, body = "" }: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<number> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { method, headers, setHost: headers.host === undefined }, resolve)
      .on("error", reject)
      .end(body);
  });
  response.destroy();
  return response.statusCode ?? 0;
}

const ROUTES = [
  ["POST", "as/ana", LOOK.body],
  ["POST", "page/as/ana", JSON.stringify({ do: "open-home" })],
  ["POST", "page/clock", JSON.stringify({ do: "pause" })],
  ["POST", "page/misbehave", JSON.stringify({ do: "drop-sockets" })],
  ["GET", "", ""],
  ["GET", "page/stream/ana", ""],
] as const;

it("lets no page of another origin or name drive the sandbox, on any route", async () => {
  const { sandbox, url } = await served();
  for (const [method, path, body] of ROUTES) {
    const at = new URL(path, url);
    const json = { "content-type": "application/json" };
    const from = (headers: Record<string, string>) => statusOf(at, { method, body, headers: { ...json, ...headers } });
    expect(await from({ origin: "https://evil.example" }), `${path} from another origin`).toBe(403);
    expect(await from({ origin: "null" }), `${path} from a frame without an origin`).toBe(403);
    expect(await from({ origin: `http://127.0.0.1:${Number(url.port) + 1}` }), `${path} of another port`).toBe(403);
    expect(await from({ host: `evil.example:${url.port}` }), `${path} under another name`).toBe(403);
    expect(
      await from({ host: `evil.example:${url.port}`, origin: `http://evil.example:${url.port}` }),
      `${path} under a name that was bound to this machine`,
    ).toBe(403);
    expect(await from({ origin: url.origin }), `${path} of its own page`).toBeLessThan(403);
    expect(await from({}), `${path} of a tool`).toBeLessThan(403);
  }
  const api = new URL("auth.test", sandbox.apiUrl);
  const authorization = { authorization: `Bearer ${sandbox.botToken}` };
  expect(await statusOf(api, { headers: { ...authorization, origin: "https://evil.example" } })).toBe(403);
  expect(await statusOf(api, { headers: { ...authorization, host: "evil.example" } })).toBe(403);
  expect(await statusOf(api, { headers: authorization })).toBe(200);
});

it("takes only JSON where somebody acts, so that a form of another page is no act", async () => {
  const { url } = await served();
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "text/plain; application/json"])
    for (const [method, path, body] of ROUTES.filter(([each]) => each === "POST"))
      expect(await statusOf(new URL(path, url), { method, body, headers: { "content-type": type } })).toBe(415);
  expect(await statusOf(new URL("as/ana", url), { body: LOOK.body, headers: { "content-type": LOOK.type } })).toBe(200);
});

it("opens no socket to a page of another origin or name", async () => {
  const { sandbox } = await served();
  const opens = (url: string, headers: Record<string, string>) =>
    new Promise<boolean>((resolve) => {
      const socket = new WebSocket(url, { headers });
      socket.on("error", () => resolve(false));
      socket.on("open", () => {
        socket.terminate();
        resolve(true);
      });
    });
  for (const url of [() => sandbox.clockUrl, () => sandbox.slack.makeSocketUrl()]) {
    expect(await opens(url(), { origin: "https://evil.example" })).toBe(false);
    expect(await opens(url(), { host: "evil.example" })).toBe(false);
    expect(await opens(url(), {})).toBe(true);
  }
});
