/** The one way out: through a proxy, past it, with an authority of one's own, to GovSlack. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/sandbox/answering.ts";
import { built } from "../support/built.ts";
import { anAuthority } from "../support/certificates.ts";
import { aForwardProxy, aSlackBehindTls } from "../support/forward-proxy.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRun, arrivals, LEA, openForm, type Run, SOFIA, TOM } from "../support/run.ts";

/** Has a process write each connection that it opens, whatever opens it. */
const TELLS_CONNECTIONS = `data:text/javascript,${encodeURIComponent(`
  import { Socket } from "node:net";
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (...given) {
    this.once("connect", () => process.stderr.write("opened " + this.remoteAddress + ":" + this.remotePort + "\\n"));
    return connect.apply(this, given);
  };
`)}`;

const authority = anAuthority();
let folder = "";
let ownAuthority = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drumbeat-network-"));
  ownAuthority = join(folder, "authority.pem");
  await writeFile(ownAuthority, authority.pem);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const QUESTIONS = [
  { key: "health", type: "health", label: "Health", feeds: "health" },
  { key: "progress", type: "long-text", label: "Progress", feeds: "progress" },
];
const monthly = (program: string) => ({
  key: `${program}-monthly`,
  program,
  questions: QUESTIONS,
  rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "Europe/London" },
  audience: ["lead"],
  readers: ["sponsors"],
});

/** Two programs whose sponsor gets a picture in the second month; nobody runs the app. */
async function aWorkspace(): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"] },
      { key: "loyalty", title: "Loyalty", lead: "tom", sponsors: ["sofia"] },
    ],
    cadences: [monthly("atlas"), monthly("loyalty")],
    start: "2026-10-29T00:00:00.000Z",
  });
  await run.stopApp();
  return run;
}

async function answer(run: Run, handle: string, program: string, colour: string): Promise<void> {
  const cadence = `${program}-monthly`;
  await openForm(run, handle, cadence);
  const answers = { health: { colour, reason: "Ingestion fails." }, progress: `A step of ${program}.` };
  await fillAndSubmit(run.as(handle), run.known(handle, cadence).cadence.questions, answers as never);
  await run.settle();
}

/** All that goes out: calls, a WebSocket, answers to buttons, a picture. */
async function twoMonths(run: Run): Promise<void> {
  await run.to("2026-10-30T10:00Z");
  await answer(run, "lea", "atlas", "green");
  await answer(run, "tom", "loyalty", "green");
  await run.to("2026-11-30T10:00Z");
  await answer(run, "lea", "atlas", "green");
  await answer(run, "tom", "loyalty", "red");
  await run.to("2026-12-03T09:01Z");
}

async function start(run: Run, env: Record<string, string>) {
  const { sandbox, location } = run;
  const child = aNodeProcess(["--import", TELLS_CONNECTIONS, built("main")], {
    cwd: folder,
    env: {
      SLACK_API_URL: sandbox.apiUrl,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      DRUMBEAT_CLOCK_URL: sandbox.clockUrl,
      DATABASE_URL: location,
      PORT: String(await freePort()),
      LOG_LEVEL: "info",
      ...env,
    },
  });
  /** To where it has opened connections, each once. */
  const opened = () => [...new Set(child.output().match(/(?<=^opened )\S+/gm))].sort();
  return { child, opened };
}

it("goes through the proxy with all that it asks of GovSlack, by a certificate of one's own authority", async () => {
  const run = await aWorkspace();
  const tls = authority.server(["slack-gov.com", "*.slack-gov.com"]);
  const names = { webSocket: "wss-primary.slack-gov.com", files: "files.slack-gov.com" };
  const behind = await aSlackBehindTls(run.sandbox.url, tls, names);
  const lead = { "slack-gov.com": behind, [names.webSocket]: behind, [names.files]: behind };
  const proxy = await aForwardProxy({ lead, secret: "drum:b@eat" });
  const address = `http://drum:b%40eat@${proxy.shown}`;
  const { child, opened } = await start(run, {
    SLACK_API_URL: "https://slack-gov.com/api",
    HTTPS_PROXY: address,
    HTTP_PROXY: address,
    NODE_EXTRA_CA_CERTS: ownAuthority,
  });
  await child.until("Drumbeat is running");
  await twoMonths(run);

  const digest = arrivals(run, "sofia").at(-1);
  expect(JSON.stringify(digest?.message.blocks)).toContain('"slack_file"');
  expect(run.sandbox.counters.calls.response_url).toBeGreaterThan(0);
  const sandboxAt = new URL(run.sandbox.url).host;
  expect(new Set(proxy.asked)).toEqual(
    new Set(["slack-gov.com:443", `${names.webSocket}:443`, `${names.files}:443`, sandboxAt]),
  );
  // The sandbox's clock is no part of Slack, and is asked directly.
  expect(opened()).toEqual([proxy.shown, sandboxAt].sort());
  expect(child.output().match(new RegExp(`^opened ${sandboxAt}$`, "gm"))).toHaveLength(1);
  expect(child.output()).not.toMatch(/b@eat|b%40eat|ZHJ1b/);
  child.signal("SIGTERM");
  expect(await child.ended, child.output()).toBe(0);
});
