/** What a digest of a large portfolio costs, from the reads of its facts to its messages. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn, setTimeout } from "node:timers/promises";
import { divideInTurn } from "../../src/digests/render/blocks.ts";
import { previewDigest } from "../../src/digests/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { inPieces, letOthersRun } from "../../src/platform/loop.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { load } from "./digest-reads.ts";
import { collectAtOnce, collectedIn, threadMs } from "./pieces.ts";
import type { Row } from "./row.ts";

/** Of each program 25 people are asked weekly. */
const ROUNDS = 9;
/** Digests of January and of February. */
const MONTHS = ["2022-02-05T09:00:00.000Z", "2022-03-05T09:00:00.000Z"];
const REPEATS = { few: 12, many: 2, pieces: 3 };
/** What 200 programs cost on 041557de, before the first screen was ranked, in turns of `yardstick`. */
const BEFORE = 6;

interface Cost {
  /** Milliseconds of this thread's processor time: in all; and between two turns of the event loop, garbage collection apart. */
  total: number;
  longest: number;
}

export async function speedRows(): Promise<Row[]> {
  const few = await costsOf(200, REPEATS.few);
  const many = await costsOf(1000, REPEATS.many);
  collectAtOnce();
  const { longest: fewLongest } = await costsOf(200, REPEATS.pieces);
  const { longest: manyLongest } = await costsOf(1000, REPEATS.pieces);
  const cost = few.total / few.turn;
  return [
    {
      name: `first screen: processor time of a digest of 200 programs (${few.total.toFixed(0)} ms) in turns of a fixed piece of work, beside 041557de`,
      ours: cost.toFixed(2),
      baseline: BEFORE.toFixed(2),
      ratio: cost / BEFORE,
      bar: 1.15,
    },
    limit("first screen: processor time of a digest of 1,000 programs", many.total, 8000),
    limit("first screen: longest piece of a digest of 200 programs, garbage collection apart", fewLongest, 50),
    limit("first screen: longest piece of a digest of 1,000 programs, garbage collection apart", manyLongest, 50),
  ];
}

function limit(name: string, ours: number, most: number): Row {
  return { name, ours: `${ours.toFixed(0)} ms`, baseline: `${most} ms`, ratio: ours / most, bar: 1 };
}

/** The least of several in all, since a busy machine only adds to it, of a month; and the longest piece of all. */
async function costsOf(programs: number, repeats: number): Promise<Cost & { turn: number }> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const file = join(folder, "digests.db");
  const db = openDatabase(file);
  try {
    await migrateToLatest(db);
    load(file, ROUNDS, programs);
    const costs: Cost[] = [];
    const turns: number[] = [];
    // The first one warms the engine up.
    for (let run = -1; run < repeats; run += 1) {
      const cost = await measured(async () => {
        const month = MONTHS[(run + 1) % MONTHS.length] ?? "";
        const document = await previewDigest(db, { workspaceId: "w", personId: "portfolio", rhythm: "monthly" }, month);
        if (document?.programs.length !== programs) throw new Error("No document");
        await letOthersRun();
        await inPieces(divideInTurn(document, "edition"));
      });
      turns.push(yardstick());
      if (run >= 0) costs.push(cost);
    }
    return {
      total: Math.min(...costs.map(({ total }) => total)),
      longest: Math.max(...costs.map(({ longest }) => longest)),
      turn: Math.min(...turns),
    };
  } finally {
    await db.destroy();
    await rm(folder, { recursive: true });
  }
}

/** Shorter pieces are not looked at. */
const WORTH_NOTING_MS = 8;
const TOLD_WITHIN_MS = 100;

async function measured(work: () => Promise<void>): Promise<Cost> {
  const pieces: { began: number; ended: number; ms: number }[] = [];
  let isOver = false;
  await nextTurn();
  const first = threadMs();
  let [began, last] = [performance.now(), first];
  const watch = () => {
    const [ended, now] = [performance.now(), threadMs()];
    if (now - last > WORTH_NOTING_MS) pieces.push({ began, ended, ms: now - last });
    [began, last] = [ended, now];
    if (!isOver) setImmediate(watch);
  };
  setImmediate(watch);
  await work();
  const total = threadMs() - first;
  watch();
  isOver = true;
  // What was collected is told in later turns.
  await setTimeout(TOLD_WITHIN_MS);
  const own = pieces.map((piece) => piece.ms - collectedIn(piece));
  return { total, longest: Math.max(0, ...own) };
}

/** Work of the kind that a digest is, the same each time, that no change of ours makes faster. */
function yardstick(): number {
  const began = threadMs();
  let words = 0;
  for (let round = 0; round < 1200; round += 1) {
    const facts = Array.from({ length: 200 }, (_, index) => ({ key: `p${(index * 7919 + round) % 1000}`, at: index }));
    const sorted = JSON.parse(JSON.stringify(facts.toSorted((one, other) => (one.key < other.key ? -1 : 1))));
    words += JSON.stringify(sorted).match(/\p{L}+/gu)?.length ?? 0;
  }
  if (words === 0) throw new Error("Nothing was done.");
  return threadMs() - began;
}
