import { setTimeout } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { CallFault } from "./call-faults.ts";
import { SlackError } from "./failures.ts";
import { isObject, type JsonObject, parseJson } from "./json.ts";
import { METHOD_TIERS, type SlackMethod } from "./limits.ts";
import { type Method, requireScope } from "./method.ts";
import { blockMethods } from "./methods-blocks.ts";
import { chatMethods } from "./methods-chat.ts";
import { conversationMethods } from "./methods-conversations.ts";
import { fileMethods } from "./methods-files.ts";
import { userGroupMethods } from "./methods-usergroups.ts";
import { userMethods } from "./methods-users.ts";
import { viewMethods } from "./methods-views.ts";
import { ownPagesOnly } from "./own-pages.ts";
import { RateLimited } from "./rate-limits.ts";
import { respond } from "./respond.ts";
import type { Simulation } from "./simulation.ts";

const methods: Record<string, Method> = {
  ...blockMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...userGroupMethods,
  ...userMethods,
  ...viewMethods,
};

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: JsonObject | string;
  /** Why it is a refusal. */
  error?: string;
}

/** The Web API under /api/, the addresses for answers to interactions, and those for files. */
export function apiRoutes(slack: Simulation): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(ownPagesOnly());
  app.post("/api/:method", async (c) => {
    const name = c.req.param("method");
    const raw = await c.req.text();
    // Bolt's clients name the team in every call; it matters to apps of whole organisations only.
    const { token, team_id: _, ...args } = readArguments(c.req.header("content-type"), raw, methods[name]);
    const bearer = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const givenToken = bearer ?? (typeof token === "string" ? token : undefined);
    return answerCall(c, slack, name, args, () => callMethod(slack, name, givenToken, args));
  });
  app.post("/upload/v1/:key", async (c) => {
    const bytes = await uploadedBytes(c.req.raw);
    return answerCall(c, slack, "upload_url", { bytes: bytes.length }, () =>
      answerUpload(slack, c.req.param("key"), bytes),
    );
  });
  app.get("/files-pri/:file/download/:name", async (c) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const id = /^T[A-Z0-9]+-(F[A-Z0-9]+)$/.exec(c.req.param("file"))?.[1] ?? "";
    await slack.latency.pass();
    return downloadOf(slack, id, bearer);
  });
  app.post("/hooks/:kind/:rest{.+}", async (c) => {
    const body = parseJson(await c.req.text());
    const args = isObject(body) ? body : {};
    const key = `${c.req.param("kind")}/${c.req.param("rest")}`;
    return answerCall(c, slack, "response_url", args, () => answerHook(slack, key, args));
  });
  return app;
}

/** Does the work unless a misbehaviour comes before it, and answers unless one comes after it. */
async function answerCall(
  c: Context<{ Bindings: HttpBindings }>,
  slack: Simulation,
  name: string,
  args: JsonObject,
  work: () => Answer,
): Promise<Response> {
  await slack.latency.pass();
  const fault = slack.faults.meet(name);
  if (fault?.do === "work-late") await setTimeout(fault.ms);
  const worked = fault && comesBefore(fault) ? null : work();
  if (fault?.do === "answer-late") await setTimeout(fault.ms);
  const answer = (fault && faultyAnswer(slack, name, fault)) ?? worked ?? work();
  slack.transcript.add({
    direction: "call",
    type: name,
    ok: answer.error === undefined,
    ...(answer.error !== undefined && { error: answer.error }),
    body: readable(args),
    answer: answer.body,
  });
  if (fault?.do === "cut") {
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const { body } = answer;
  const isText = typeof body === "string";
  return new Response(isText ? body : JSON.stringify(body), {
    status: answer.status,
    headers: { "content-type": isText ? "text/plain" : "application/json; charset=utf-8", ...answer.headers },
  });
}

/** Objects travel as JSON inside of forms. */
function readable(args: JsonObject): JsonObject {
  const structured = ["blocks", "files", "message", "view", "metadata"];
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const parsed = structured.includes(name) && typeof value === "string" ? parseJson(value) : undefined;
      return [name, parsed ?? value];
    }),
  );
}

function comesBefore(fault: CallFault): boolean {
  if (fault.do === "answer-late" || fault.do === "work-late") return false;
  return fault.do === "answer-429" || fault.when !== "after";
}

/** What is answered instead of the truth; null when the truth is told, late. */
function faultyAnswer(slack: Simulation, name: string, fault: CallFault): Answer | null {
  switch (fault.do) {
    case "answer-429":
      return tooMany(fault.retryAfterSeconds);
    case "answer-status":
      return { status: fault.status, headers: {}, body: "", error: `http_${fault.status}` };
    case "answer-error":
      return refusal(scopeHeaders(slack, name, slack.tokens[methods[name]?.token ?? "bot"]), fault.error);
    case "cut":
      return { status: 0, headers: {}, body: "", error: `cut_${fault.when}` };
    case "answer-late":
    case "work-late":
      return null;
  }
}

function refusal(headers: Record<string, string>, error: string, details: JsonObject = {}): Answer {
  return { status: 200, headers, body: { ok: false, error, ...details }, error };
}

function callMethod(slack: Simulation, name: string, token: string | undefined, args: JsonObject): Answer {
  const headers = scopeHeaders(slack, name, token);
  try {
    const method = methods[name];
    if (!method || !isRated(name)) throw new SlackError("unknown_method", { req_method: name });
    checkToken(slack, method, token);
    if (method.scope && method.scope !== "by-conversation") requireScope(slack, method.scope);
    slack.rateLimits.count(name);
    return { status: 200, headers, body: { ok: true, ...method.run(slack, args) } };
  } catch (error) {
    if (error instanceof RateLimited) return tooMany(error.retryAfterSeconds);
    if (!(error instanceof SlackError)) throw error;
    return refusal(headers, error.code, error.details);
  }
}

function answerHook(slack: Simulation, key: string, args: JsonObject): Answer {
  try {
    respond(slack, slack.responseUrls.use(key), args);
    return { status: 200, headers: {}, body: "ok" };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const status = error.code.endsWith("_url") ? 404 : 400;
    return { status, headers: {}, body: error.code, error: error.code };
  }
}

/** Raw, or as the one file of a form. */
async function uploadedBytes(request: Request): Promise<Buffer> {
  if (!request.headers.get("content-type")?.startsWith("multipart/form-data"))
    return Buffer.from(await request.arrayBuffer());
  for (const [, part] of await request.formData())
    if (typeof part !== "string") return Buffer.from(await part.arrayBuffer());
  return Buffer.alloc(0);
}

/** Anything but 200 means that nothing was kept; with which status Slack says so is not documented. */
function answerUpload({ files }: Simulation, key: string, bytes: Buffer): Answer {
  if (files.receive(key, bytes)) return { status: 200, headers: {}, body: `OK - ${bytes.length}` };
  return { status: 400, headers: {}, body: "upload_failed", error: "upload_failed" };
}

/**
 * To whoever may not read the file, and to an app without files:read, Slack shows a page to sign in, after a redirect and not
 * as an error. Source: docs.slack.dev/messaging/working-with-files.
 */
function downloadOf(
  { files, manifest, tokens, workspace }: Simulation,
  id: string,
  token: string | undefined,
): Response {
  const mayRead = token === tokens.bot && tokens.refusal === null && manifest.scopes.includes("files:read");
  const signIn = `https://${workspace.team.domain}.slack.com/?redir=%2Ffiles-pri`;
  if (!mayRead) return new Response(null, { status: 302, headers: { location: signIn } });
  const bytes = files.has(id) ? files.stored(id).bytes : null;
  if (!bytes) return new Response("", { status: 404 });
  return new Response(new Uint8Array(bytes), { status: 200, headers: { "content-type": "application/octet-stream" } });
}

function tooMany(seconds: number): Answer {
  return {
    status: 429,
    headers: { "retry-after": String(seconds) },
    body: { ok: false, error: "ratelimited" },
    error: "ratelimited",
  };
}

/** Throws not_authed, invalid_auth, token_revoked, account_inactive, not_allowed_token_type. */
function checkToken({ tokens }: Simulation, method: Method, token: string | undefined): void {
  if (!token) throw new SlackError("not_authed");
  if (token !== tokens.bot && token !== tokens.app) throw new SlackError("invalid_auth");
  if (token === tokens.bot && tokens.refusal) throw new SlackError(tokens.refusal);
  if (token !== tokens[method.token]) throw new SlackError("not_allowed_token_type");
}

function isRated(name: string): name is SlackMethod {
  return name in METHOD_TIERS;
}

/** Slack names the scopes of the token that it was given, in each answer, and none for one that it does not know. */
function scopeHeaders({ manifest, tokens }: Simulation, name: string, token: string | undefined) {
  const needed = methods[name]?.scope;
  const isKnown = token === tokens.app || (token === tokens.bot && tokens.refusal === null);
  return {
    ...(isKnown && { "x-oauth-scopes": token === tokens.app ? "connections:write" : manifest.scopes.join(",") }),
    ...(needed && needed !== "by-conversation" && { "x-accepted-oauth-scopes": needed }),
  };
}

/** Slack does not look at JSON sent to a method that reads forms only. */
function readArguments(contentType = "", body: string, method: Method | undefined): JsonObject {
  if (contentType.startsWith("application/json")) {
    const json = parseJson(body);
    return isObject(json) && method?.acceptsJson ? json : {};
  }
  return Object.fromEntries(new URLSearchParams(body));
}
