/**
 * Random histories through the real use cases, against an oracle that knows nothing of `src`. More of them, or others:
 * `DRUMBEAT_PROPERTY_CASES`, `DRUMBEAT_PROPERTY_SEED`.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { history } from "./histories.ts";
import { readThrough } from "./world.ts";
import { KINDS, type Kind, kindsOf, wrongIn } from "./wrong.ts";

const ASKED = process.env.DRUMBEAT_PROPERTY_CASES;
const CASES: Record<DatabaseName, number> = { SQLite: Number(ASKED ?? 150), PostgreSQL: Number(ASKED ?? 20) };
const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20250117);
/** Of one seed. */
const PIECE = 100;
/** What is due is looked for in all workspaces of a database: each one more slows those that follow. */
const IN_ONE_DATABASE = 10;
/** A server answers several while the process would wait for it. */
const PIECES_AT_ONCE: Record<DatabaseName, number> = { SQLite: 1, PostgreSQL: 4 };
const ENOUGH_TO_COUNT = 150;

describe.each(databases)("what is said of programs in random histories, on %s", (name) => {
  it(
    "is one answer on all surfaces, tells nothing that is kept back (P24), and reassures of nothing that asks (P25)",
    async () => {
      const cases = CASES[name];
      const counts = new Map<Kind, number>();
      const starts = Array.from({ length: Math.ceil(cases / PIECE) }, (_, place) => place * PIECE).values();
      const playPieces = async () => {
        for (const start of starts) {
          await piece(name, { cases: Math.min(PIECE, cases - start), seed: SEED + start, counts });
          if (ASKED !== undefined) process.stderr.write(`${name}: holds from seed ${SEED + start} on\n`);
        }
      };
      await Promise.all(Array.from({ length: PIECES_AT_ONCE[name] }, playPieces));
      if (cases < ENOUGH_TO_COUNT) return;
      const shares = KINDS.map((kind) => [kind, (counts.get(kind) ?? 0) / cases] as const);
      if (ASKED !== undefined) process.stderr.write(`${name}: ${JSON.stringify(shares)}\n`);
      expect(shares.filter(([, share]) => share < 0.05)).toEqual([]);
    },
    60_000 + (CASES[name] + PIECE) * 2_000,
  );
});

async function piece(
  name: DatabaseName,
  { cases, seed, counts }: { cases: number; seed: number; counts: Map<Kind, number> },
): Promise<void> {
  let db = await aDatabase(name);
  let run = 0;
  try {
    await fc.assert(
      fc.asyncProperty(history, async (drawn) => {
        if (run > 0 && run % IN_ONE_DATABASE === 0) {
          await db.destroy();
          db = await aDatabase(name);
        }
        run += 1;
        const readings = await readThrough(db, `R${run}`, drawn);
        for (const kind of kindsOf(drawn, readings)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
        expect(readings.flatMap((reading) => wrongIn(drawn, reading))).toEqual([]);
      }),
      { numRuns: cases, seed },
    );
  } finally {
    await db.destroy();
  }
}
