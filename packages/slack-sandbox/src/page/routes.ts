/** The page: a Slack workspace in the browser, served beside the control routes. */
import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { html, raw } from "hono/html";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import type { SandboxClock } from "../clock.ts";
import { SlackFailure } from "../failures.ts";
import { languageOf } from "../language.ts";
import { shortcutsOffered } from "../manifest.ts";
import { ownPagesOnly } from "../own-pages.ts";
import type { Sandbox } from "../server.ts";
import { TakenOver } from "../taken-over.ts";
import { DAY } from "../time.ts";
import type { NumberedEntry } from "../transcript.ts";
import type { SandboxMessage } from "../workspace.ts";
import { actSchema, perform } from "./acts.ts";
import { assetRoutes, importMap, MAIN } from "./assets.ts";
import { Bell } from "./bell.ts";
import type { EntryLine, MoveAnswer, Start } from "./client/wire.ts";
import { ClockMoves } from "./clock-moves.ts";
import type { Guide } from "./guide.ts";
import { misbehaviourSchema } from "./misbehaving.ts";
import { ReadMarks } from "./read-marks.ts";
import { Screen } from "./screen.ts";
import { pageTexts } from "./texts.ts";

const clockActSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.enum(["play", "pause", "to-next"]) }),
  z.strictObject({
    do: z.literal("forward"),
    hours: z
      .int()
      .min(1)
      .max(24 * 31),
  }),
]);

/** What comes within so many real milliseconds goes to the page together. */
const TOGETHER_MS = 40;
/** While the clock is moved nobody can press anything, and each look would draw all of the page anew. */
const WHILE_MOVED_MS = 200;
/** How often a running clock is shown. */
const SECOND_MS = 1000;
/** Of what a played scenario has posted, this much is still unread when the page opens. */
const UNREAD_MS = 2 * DAY;

/** `GET /`, and under `/page/` what it loads, its live stream and what people do on it. */
export function pageRoutes(parts: {
  sandbox: Sandbox;
  clock: SandboxClock;
  guide: Guide;
  /** Whom the open pages are is noted there. */
  takenOver?: TakenOver;
}): Hono {
  const { sandbox, guide, takenOver = new TakenOver() } = parts;
  const { slack } = sandbox;
  const marks = new ReadMarks(`${Math.floor((Date.parse(parts.clock.now()) - UNREAD_MS) / 1000)}.000000`);
  const pages = new Set<() => void>();
  const changed = () => {
    for (const tell of pages) tell();
  };
  const moves = new ClockMoves({
    clock: parts.clock,
    workspace: slack.workspace,
    onChange: changed,
  });
  slack.transcript.follow(changed);
  const reportFailedTurn = (error: unknown) =>
    slack.transcript.add({ direction: "act", type: "turn of the app", ok: false, error: String(error), body: {} });

  const isLongRead = (message: SandboxMessage) => guide.isLongRead?.(message) ?? false;

  const app = new Hono();
  app.use(ownPagesOnly({ json: true }));
  app.route("/", assetRoutes());
  app.get("/", async (c) => {
    const nonce = randomBytes(16).toString("base64");
    c.header("content-security-policy", contentSecurityPolicy(nonce));
    return c.html(document(startOf(sandbox, guide), await importMap(), { nonce, locale: guide.locale }));
  });

  app.get("/page/stream/:handle", (c) => {
    const person = slack.workspace.personByHandle(c.req.param("handle"));
    const screen = new Screen({ slack, person, marks, clock: () => moves.shown(), isLongRead });
    return streamSSE(c, async (stream) => {
      const leave = takenOver.open(person.handle);
      const bell = new Bell();
      const tell = () => bell.ring();
      let lines: EntryLine[] = slack.transcript.latest.map(lineOf);
      const unfollow = slack.transcript.follow((entry) => lines.push(lineOf(entry)));
      pages.add(tell);
      stream.onAbort(() => {
        pages.delete(tell);
        leave();
        unfollow();
        bell.ring();
      });
      while (!stream.aborted) {
        const update = screen.update();
        if (update) await stream.writeSSE({ event: "screen", data: JSON.stringify(update) });
        if (lines.length > 0) {
          const data = JSON.stringify(lines);
          lines = [];
          await stream.writeSSE({ event: "entries", data });
        }
        if (moves.shown().isRunning) await Promise.race([bell.heard(), stream.sleep(SECOND_MS)]);
        else await bell.heard();
        await stream.sleep(moves.shown().isMoving ? WHILE_MOVED_MS : TOGETHER_MS);
      }
    });
  });

  app.get("/page/roles/:locale", async (c) => c.json((await guide.rolesIn?.(c.req.param("locale"))) ?? {}));

  app.get("/page/tour/:me/:from", async (c) =>
    c.json((await guide.tour?.(c.req.param("me"), c.req.param("from"))) ?? []),
  );

  app.post("/page/as/:handle", async (c) => {
    const act = await readJson(c, actSchema);
    if (!act.ok) return act.refusal;
    const actor = sandbox.as(c.req.param("handle"));
    const performing = perform(act.value, { actor, slack, marks });
    // A modal that the person closes is gone before the app has heard of it.
    changed();
    const answer = await performing;
    changed();
    // What follows from it comes through the stream; the person need not wait for it.
    if (act.value.do !== "read") parts.clock.settle().catch(reportFailedTurn);
    return c.json(answer);
  });

  app.post("/page/clock", async (c) => {
    const act = await readJson(c, clockActSchema);
    if (!act.ok) return act.refusal;
    const answer: MoveAnswer = { arrivals: await moves.act(act.value) };
    return c.json(answer);
  });

  app.post("/page/misbehave", async (c) => {
    const misbehaviour = await readJson(c, misbehaviourSchema);
    if (!misbehaviour.ok) return misbehaviour.refusal;
    sandbox.misbehave(misbehaviour.value);
    changed();
    return c.json({});
  });

  app.get("/page/entries/:number", (c) => {
    const entry = slack.transcript.latest.find(({ number }) => String(number) === c.req.param("number"));
    return entry ? c.json(entry) : c.notFound();
  });

  app.get("/page/files/:id", (c) => {
    const file = slack.files.opened(c.req.param("id"));
    if (!file) return c.notFound();
    // Of these types none is a document that could act on the page.
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": file.mimetype,
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
    });
  });

  app.onError((error, c) => c.json({ failed: error.message }, error instanceof SlackFailure ? 409 : 500));
  return app;
}

type Read<Value> = { ok: true; value: Value } | { ok: false; refusal: Response };

async function readJson<Value>(c: Context, schema: z.ZodType<Value>): Promise<Read<Value>> {
  const read = schema.safeParse(await c.req.json().catch(() => null));
  if (!read.success) return { ok: false, refusal: c.json({ failed: z.prettifyError(read.error) }, 400) };
  return { ok: true, value: read.data };
}

function lineOf({ number, at, direction, type, ok, error, by }: NumberedEntry): EntryLine {
  return { number, at, direction, type, ok, ...(error !== undefined && { error }), ...(by !== undefined && { by }) };
}

function startOf({ slack, primaryOwner }: Sandbox, guide: Guide): Start {
  const handles = [...guide.handles, primaryOwner];
  return {
    team: slack.workspace.team.name,
    app: { name: slack.manifest.appName, userId: slack.workspace.botUserId },
    commands: slack.manifest.commandHints,
    shortcuts: {
      global: shortcutsOffered(slack.manifest, "global"),
      message: shortcutsOffered(slack.manifest, "message"),
    },
    opensAs: guide.opensAs ?? handles[0] ?? primaryOwner,
    handles,
    title: guide.title,
    hasTour: guide.tour !== undefined,
  };
}

/** Everything from here; pictures that an app shows may come from anywhere. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' https: data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function document(start: Start, modules: string, { nonce, locale }: { nonce: string; locale: string }) {
  const texts = pageTexts[languageOf(locale)];
  // "<" could end the element that holds it.
  const json = JSON.stringify(start).replaceAll("<", "\\u003c");
  return html`<!doctype html>
<html lang="${languageOf(locale)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${texts.title(start.app.name)}</title>
    <link rel="icon" href="/page/client/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/page/client/style.css">
    <script type="importmap" nonce="${nonce}">${raw(modules)}</script>
    <script type="application/json" id="start" nonce="${nonce}">${raw(json)}</script>
    <script type="module" nonce="${nonce}">import "${MAIN}";</script>
  </head>
  <body>
    <div id="page"></div>
    <noscript>${texts.needsJavaScript}</noscript>
  </body>
</html>`;
}
