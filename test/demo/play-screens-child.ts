/**
 * Plays a scenario in memory and writes, as a line of JSON, which matters of an editor's list stand on its sponsor's first
 * screens. In a process of its own: what watches the tests would take half as long again as all that it plays.
 * Usage: play-screens-child.ts SCENARIO.json EDITOR.json
 */
import { readFileSync } from "node:fs";
import type { TranscriptEntry } from "slack-sandbox";
import { z } from "zod";
import { playScenario } from "../../src/demo/player.ts";
import { startRun } from "../../src/demo/sandbox-run.ts";
import { parseScenario } from "../../src/demo/scenario-file.ts";
import { type SentDigest, sentDigestsOf } from "../../src/demo/sent-digests.ts";
import { mattersSchema, type ReceivedMessage, scoreOf } from "../support/matters-on-screens.ts";
import type { PlayedScreens } from "./played-screens.ts";

/** Of half a year the sponsor of all its programs. */
const READER = "council";

const [scenarioFile = "", editorFile = ""] = process.argv.slice(2);
const scenario = parseScenario(JSON.parse(readFileSync(scenarioFile, "utf8")));
const matters = mattersSchema.parse(JSON.parse(readFileSync(editorFile, "utf8")));

const entries: TranscriptEntry[] = [];
const run = await startRun(scenario, {
  database: ":memory:",
  isDisposable: true,
  onTranscript(entry) {
    if (entry.type === "users.list" || entry.type === "chat.postMessage") entries.push(entry);
  },
});
await playScenario({ ...run, scenario });
const digests = await sentDigestsOf(run.app);
await run.close();

const played: PlayedScreens = {
  ...scoreOf(receivedBy(READER, entries), matters),
  lines: digests.filter(({ handle }) => handle === READER).flatMap(linesOf),
};
process.stdout.write(`${JSON.stringify(played)}\n`, () => process.exit());

/** Of one program each: running lines of many names are none. */
function linesOf({ screen }: SentDigest): string[] {
  const lines = screen.sections.flatMap((section) => section.lines);
  return lines.filter(({ program }) => program !== "").map(({ text }) => text);
}

/** A first message goes to a person, later ones to the conversation that it opened. */
function receivedBy(handle: string, all: readonly TranscriptEntry[]): ReceivedMessage[] {
  const users = z.looseObject({ members: z.array(z.looseObject({ id: z.string(), name: z.string() })) });
  const posted = z.looseObject({
    channel: z.string(),
    thread_ts: z.string().optional(),
    blocks: z.unknown().optional(),
    text: z.string().default(""),
  });
  const opened = z.looseObject({ channel: z.string() });

  const theirs = new Set<string>();
  const received: ReceivedMessage[] = [];
  for (const { at, type, body, answer } of all) {
    if (type === "users.list") {
      for (const { id, name } of users.parse(answer).members) if (name === handle) theirs.add(id);
      continue;
    }
    const { channel, thread_ts, blocks, text } = posted.parse(body);
    if (!theirs.has(channel)) continue;
    const conversation = opened.safeParse(answer).data?.channel;
    if (conversation !== undefined) theirs.add(conversation);
    const shown: unknown = typeof blocks === "string" ? JSON.parse(blocks) : blocks;
    received.push({ at, isInThread: thread_ts !== undefined, blocks: shown, text });
  }
  return received;
}
