/** The short form of `npm run faults -- strangers`: a real process in HTTP mode, and strangers who have no secret. */
import { expect, it } from "vitest";
import { built } from "../support/built.ts";
import { aFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { get, reading } from "../support/observed.ts";
import { aNodeProcess } from "../support/process.ts";
import { aSandbox } from "../support/sandbox.ts";
import { costOf, MOST_MIB, SHAPES } from "../support/strangers.ts";

/** How much of each is enough to go beyond a limit; the others take seconds of waiting. */
const SIZES: Record<string, number> = {
  "two million chunks of a byte": 1,
  "half-sent bodies at once": 0.08,
  "requests without their bodies": 0.1,
  "half-sent headers": 0.02,
  "pipelined requests": 0.05,
  "idle connections": 0.3,
};

/** Of which some go to make room for others: of 16 MiB, and of 64 requests. */
const CROWDED = ["half-sent bodies at once", "requests without their bodies"];

async function aProcess() {
  const { sandbox } = await aSandbox();
  const { botToken, signingSecret, apiUrl } = sandbox;
  const port = await freePort();
  const metricsPort = await freePort();
  const env = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
  };
  const app = aNodeProcess([built("main")], { cwd: await aFolder(), env });
  await app.until("Drumbeat is running");
  return { sandbox, app, port, metricsPort, signingSecret };
}

// Peaks of memory are read as Linux tells them.
it.runIf(process.platform === "linux")("what is not proved costs nothing, and does not shut Slack out", async () => {
  const { sandbox, app, port, metricsPort, signingSecret } = await aProcess();
  const pid = await app.pid;
  await get(metricsPort, "/metrics");
  await sandbox.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  const crowded = async () =>
    reading((await get(metricsPort, "/metrics")).text, 'drumbeat_http_refused_total{reason="crowded"}') ?? 0;
  for (const shape of SHAPES.filter(({ name }) => name in SIZES)) {
    const before = await crowded();
    const cost = await costOf(shape, { port, pid, signingSecret, size: SIZES[shape.name] ?? 0 });
    expect(cost.mib, shape.name).toBeLessThan(MOST_MIB);
    expect(cost.answered, shape.name).toBeGreaterThan(0);
    expect(cost.unanswered, shape.name).toEqual([]);
    if (CROWDED.includes(shape.name)) expect(await crowded(), shape.name).toBeGreaterThan(before);
  }
  const ana = sandbox.as("ana");
  await ana.command("/drumbeat help");
  expect(JSON.stringify(ana.ephemerals())).toContain("/drumbeat");

  const measures = (await get(metricsPort, "/metrics")).text;
  for (const reason of ["pieces", "crowded", "pipelined"])
    expect(reading(measures, `drumbeat_http_refused_total{reason="${reason}"}`), reason).toBeGreaterThan(0);
  const lines = app.output().split("\n");
  expect(lines.filter((line) => line.includes("refused"))).toHaveLength(1);
});
