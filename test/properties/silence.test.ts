/**
 * Random quarters through the real use cases and steps: at each instant somebody whose ground holds is due to hear of what
 * waits for an answer. More of them, or others: `DRUMBEAT_PROPERTY_CASES`, `DRUMBEAT_PROPERTY_SEED`.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { aSharedDatabase } from "../support/databases.ts";
import { playThrough } from "./quarter-world.ts";
import { quarter } from "./quarters.ts";
import { silentIn, untoldIn } from "./silence.ts";

const ASKED = process.env.DRUMBEAT_PROPERTY_CASES;
const CASES = Number(ASKED ?? (process.env.DRUMBEAT_ALL ? 100 : 3));
const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20261001);
/** Of one seed. */
const PIECE = 100;

it(
  "nothing that waits for somebody falls silent in random quarters (P26)",
  async () => {
    for (let start = 0; start < CASES; start += PIECE) {
      await fc.assert(
        fc.asyncProperty(quarter, async (drawn) => {
          const db = await aSharedDatabase("SQLite");
          try {
            const since = new Map<string, string>();
            await playThrough(db, drawn, async ({ now, done, heard }) => {
              const silent = [...(await silentIn(db, now)), ...(await untoldIn(db, now, { heard, since }))];
              expect({ now, silent, done }).toEqual({ now, silent: [], done });
            });
          } finally {
            await db.destroy();
          }
        }),
        { numRuns: Math.min(PIECE, CASES - start), seed: SEED + start },
      );
      if (ASKED !== undefined) process.stderr.write(`holds from seed ${SEED + start} on\n`);
    }
  },
  60_000 + CASES * 20_000,
);
