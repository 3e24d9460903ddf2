/** The one way out: through a proxy, past it, with an authority of one's own, to GovSlack. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSlackGateway } from "../../src/delivery/slack-gateway.ts";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { examine } from "../../src/operations/doctor.ts";
import { operationTexts } from "../../src/operations/texts.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { openNetwork } from "../../src/platform/network.ts";
import type { ProxyServer } from "../../src/platform/proxies.ts";
import { outboxClient } from "../../src/slack/web-client-options.ts";
import { built } from "../support/built.ts";
import { anAuthority } from "../support/certificates.ts";
import { aForwardProxy, aSlackBehindTls } from "../support/forward-proxy.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRun, arrivals, LEA, openForm, type Run, SOFIA, TOM } from "../support/run.ts";
import { aSandbox } from "../support/sandbox.ts";

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
  const path = colour === "green" ? {} : { pathToGreen: { action: "Ingest again", by: "2026-12-18" } };
  const answers = { health: { colour, reason: "Ingestion fails.", ...path }, progress: `A step of ${program}.` };
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
  const port = await freePort();
  const child = aNodeProcess(["--import", TELLS_CONNECTIONS, built("main")], {
    cwd: folder,
    env: {
      SLACK_API_URL: sandbox.apiUrl,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      DRUMBEAT_CLOCK_URL: sandbox.clockUrl,
      DATABASE_URL: location,
      PORT: String(port),
      LOG_LEVEL: "info",
      ...env,
    },
  });
  /** To where it has opened connections, each once. */
  const opened = () => [...new Set(child.output().match(/(?<=^opened )\S+/gm))].sort();
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  return { child, opened, isReady };
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

  const pictured = arrivals(run, "sofia").filter(({ message }) =>
    JSON.stringify(message.blocks).includes('"slack_file"'),
  );
  // What moved on the first screen, the two months in its thread.
  expect(pictured).toHaveLength(2);
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

it("reaches directly what NO_PROXY names", async () => {
  const run = await aWorkspace();
  const proxy = await aForwardProxy();
  const { child, opened } = await start(run, { HTTP_PROXY: `http://${proxy.shown}`, NO_PROXY: "slack.com, 127.0.0.1" });
  await child.until("Drumbeat is running");
  expect(opened()).toEqual([new URL(run.sandbox.url).host]);
  expect(proxy.asked).toEqual([]);
});

it("says in words that the proxy refuses, goes on trying, and shows no password", async () => {
  const run = await aWorkspace();
  const proxy = await aForwardProxy({ secret: "drum:quetzal" });
  const { child, isReady } = await start(run, { http_proxy: `http://drum:quetzal@${proxy.shown}` });
  await child.until("Drumbeat is running");
  await run.to("2026-10-30T08:00Z");

  proxy.refuseWith(403);
  proxy.cut();
  await child.until("the proxy refuses to connect to Slack (403)");
  proxy.refuseWith(407);
  await child.until("the proxy refuses the user and password (407)");
  proxy.refuseWith(null);
  const tried = proxy.asked.length;
  await run.to("2026-10-30T10:00Z");
  await expect.poll(isReady, { timeout: 30_000 }).toBe(true);
  expect(arrivals(run, "lea")).not.toEqual([]);
  await answer(run, "lea", "atlas", "green");
  expect(proxy.asked.length).toBeGreaterThan(tried);
  expect(new Set(proxy.authorizations)).toEqual(new Set([`Basic ${btoa("drum:quetzal")}`]));
  expect(child.output()).not.toMatch(/quetzal|ZHJ1b/);
  child.signal("SIGTERM");
  expect(await child.ended).toBe(0);
});

it("holds back through a proxy, too, what may no longer begin", async () => {
  const { sandbox, transcript } = await aSandbox();
  const proxy = await aForwardProxy();
  const network = openNetwork({ https: null, http: proxyOf(proxy.shown), except: [] });
  const { botToken, apiUrl } = sandbox;
  const client = outboxClient({ mode: "http", botToken, apiUrl, signingSecret: "x", port: 0 }, network);
  const gateway = createSlackGateway(client, network.fetch, sandbox.botUserId);
  const post = (mayBegin: () => boolean) =>
    gateway.post("d1", { channel: sandbox.person("ana").userId, threadTs: null }, { text: "Hi", blocks: [] }, mayBegin);
  expect(await post(() => false)).toEqual({ kind: "not-done", error: "held_back" });
  expect(transcript.filter(({ type }) => type === "chat.postMessage")).toEqual([]);
  expect(await post(() => true)).toMatchObject({ kind: "sent" });
  // Nothing has left: it is no message of which nobody knows whether it came.
  proxy.refuseWith(502);
  proxy.cut();
  await expect.poll(() => post(() => true)).toEqual({ kind: "not-done", error: "unreachable" });
});

it("in HTTP mode goes through a proxy that speaks TLS, with its own certificate as Slack's of the network's authority", async () => {
  const run = await aWorkspace();
  const names = { webSocket: "wss-primary.slack.com", files: "files.slack.com" };
  const behind = await aSlackBehindTls(run.sandbox.url, authority.server(["slack.com", "*.slack.com"]), names);
  const tls = authority.server(["localhost"]);
  const proxy = await aForwardProxy({ tls, lead: { "slack.com": behind } });
  const env = {
    SLACK_API_URL: "https://slack.com/api/",
    SLACK_APP_TOKEN: "",
    SLACK_SIGNING_SECRET: run.sandbox.signingSecret,
    HTTPS_PROXY: `https://localhost:${proxy.port}`,
  };
  const refused = await start(run, env);
  expect(await refused.child.ended).toBe(1);
  expect(refused.child.output()).toContain("Set NODE_EXTRA_CA_CERTS to a file with the certificate of that authority");

  const { child, opened } = await start(run, { ...env, NODE_EXTRA_CA_CERTS: ownAuthority });
  await child.until("Drumbeat is running");
  expect(new Set(proxy.asked)).toEqual(new Set(["slack.com:443"]));
  const direct = opened().filter((to) => !to.endsWith(`:${proxy.port}`));
  expect(direct).toEqual([new URL(run.sandbox.url).host]);
});

function proxyOf(shown: string): ProxyServer {
  return { shown, url: `http://${shown}`, authorization: null };
}

describe("drumbeat doctor", () => {
  const look = async (run: Run, env: Record<string, string>, language: "en" | "fr") => {
    const { apiUrl, botToken, appToken } = run.sandbox;
    const tokens = { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken };
    const findings = await examine({
      env: { ...tokens, ...env },
      database: run.location,
      clock: systemClock(),
      language,
      zoneData: process.versions.tz ?? "",
    });
    const { doctor } = operationTexts[language];
    return new Map(findings.map(({ check, sentence, facts }) => [check, doctor[sentence](facts)]));
  };

  it("says by which way Slack is reached, and what keeps it away, in both languages", async () => {
    const run = await aWorkspace();
    const { host } = new URL(run.sandbox.url);
    expect((await look(run, {}, "en")).get("network")).toBe(`${host} is reached directly, without a proxy.`);
    expect((await look(run, {}, "fr")).get("network")).toBe(`${host} est joint directement, sans proxy.`);

    const proxy = await aForwardProxy();
    const env = { HTTP_PROXY: `http://drum:quetzal@${proxy.shown}` };
    const through = await look(run, env, "en");
    expect(through.get("network")).toBe(`${host} is reached through the proxy ${proxy.shown}.`);
    expect(through.get("channels")).toBe("2 channels of programs can be reached.");
    expect(new Set(proxy.asked)).toEqual(new Set([host]));
    proxy.cut();

    proxy.refuseWith(407);
    const kept = await look(run, env, "fr");
    expect(kept.get("network")).toBe(`${host} est joint par le proxy ${proxy.shown}.`);
    expect(kept.get("bot-token")).toBe(
      "Slack est injoignable\u00a0: le proxy refuse l’utilisateur et le mot de passe (407). Corrigez-les dans HTTPS_PROXY\u00a0: http://utilisateur:motdepasse@hôte:port.",
    );
    expect([...kept.values()].join()).not.toContain("quetzal");
  });
});
