/** A pause or a stop that has not begun shows in the plan of whoever may change the program, and of nobody else. */
import { expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { pauseProgram, stopProgram } from "../../src/programs/pausing.ts";
import { actingAs, aRun, type Run, textOf } from "../support/run.ts";
import { planOf } from "./asking.ts";

const plan = async (run: Run, handle: string, of = "") => textOf(await planOf(run, handle, `/drumbeat plan${of}`));

it.each(["pause", "stop"] as const)(
  "hides a %s to come from the team",
  async (what) => {
    const run = await aRun();
    const ctx = await actingAs(run, "sofia");
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const ofAtlas = ` program ${programId}`;
    const [tomBefore, leaBefore] = [await plan(run, "tom"), await plan(run, "lea", ofAtlas)];
    await inTransaction(run.db, async (tx) => {
      const within = { ...ctx, db: tx };
      if (what === "pause") await pauseProgram(within, { programId, from: "2026-11-04", until: "2026-12-01" });
      else await stopProgram(within, { programId, on: "2026-11-04" });
    });
    expect(await plan(run, "tom")).toBe(tomBefore);
    expect(await plan(run, "lea", ofAtlas)).not.toBe(leaBefore);
  },
  120_000,
);
