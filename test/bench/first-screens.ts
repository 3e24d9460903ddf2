/** First screens as the product sends them, in series of one reader: what the bench of first screens measures. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownBlock } from "@slack/types";
import { runOnce } from "../../src/demo/run.ts";
import { parseScenario, type Scenario } from "../../src/demo/scenario.ts";
import { builtInContinuation, builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { compileDocument } from "../../src/digests/compile/rules.ts";
import { type DigestDocument, toldBeforeBy } from "../../src/digests/document.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { listSentDigests } from "../../src/digests/use-cases.ts";
import { aHistory, factsOf, MONTHS } from "../digests/portfolio-generated.ts";
import { asText, linesOf, type ShownLine } from "../support/screen.ts";

/** Names a folder for all first screens as text, to be read. */
const OUT = process.env.DRUMBEAT_FIRST_SCREENS;

/** Of the generated portfolio. */
export const SEED = 20_261_123;

export interface FirstScreen {
  document: DigestDocument;
  blocks: readonly KnownBlock[];
  lines: ShownLine[];
  /** All that stands there. */
  text: string;
}

/** The digests of one rhythm of one reader, in order of time. */
export type Series = FirstScreen[];

export function firstScreen(document: DigestDocument): FirstScreen {
  const [{ blocks }] = digestMessages(document, "edition");
  const lines = linesOf(blocks);
  return { document, blocks, lines, text: lines.map(({ text }) => text).join("\n") };
}

/** The story of the sandbox and three months more. */
export function storyScreens(): Promise<Series[]> {
  return playedScreens(builtInScenario(), { months: 3, continuation: builtInContinuation(), seed: 1 });
}

/** `scenario`: as it stands in a file. */
export function scenarioScreens(scenario: unknown): Promise<Series[]> {
  return playedScreens(parseScenario(scenario));
}

async function playedScreens(
  scenario: Scenario,
  onward?: NonNullable<Parameters<typeof runOnce>[1]["onward"]>,
): Promise<Series[]> {
  const { run } = await runOnce(scenario, { database: ":memory:", logLevel: "error", ...(onward && { onward }) });
  try {
    const sent = await listSentDigests(run.app.services.db, run.app.workspace.id);
    const series = Map.groupBy(sent, ({ document: { reader, rhythm } }) => `${rhythm} ${reader.handle}`);
    return [...series.values()].map((all) => all.map(({ document }) => firstScreen(document)));
  } finally {
    await run.close();
  }
}

/** So that they can be read, where a folder is named for them. */
export function writeOut(name: string, all: readonly Series[]): void {
  if (OUT === undefined) return;
  mkdirSync(join(OUT, name), { recursive: true });
  for (const { document, blocks } of all.flat()) {
    const { rhythm, period, reader } = document;
    writeFileSync(join(OUT, name, `${rhythm}-${reader.handle}-${period.label}.txt`), `${asText(blocks)}\n`);
  }
}

/** A year of one sponsor's monthly digests, each compiled after the one before it. */
export function generatedScreens(programs: number): Series {
  const history = aHistory({ programs, seed: SEED });
  const screens: Series = [];
  for (const month of MONTHS.keys()) {
    const last = screens.at(-1)?.document;
    const toldBefore = last ? toldBeforeBy(last).participation : null;
    const document = compileDocument(factsOf(history, month, { toldBefore }));
    if (document) screens.push(firstScreen(document));
  }
  return screens;
}
