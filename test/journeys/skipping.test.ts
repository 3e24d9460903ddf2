/** Skipping a check-in is one press: nobody asks why, and nothing that tells it is stored or shown. */
import { describe, expect, it } from "vitest";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { databases } from "../support/databases.ts";
import { aRun, asItIsNow, LEA, lastMessage, type Run, TOM, textOf } from "../support/run.ts";

/** What is noted of the skips there were. */
async function noted(run: Run) {
  const prompts = await run.db.selectFrom("prompt").select("reason").where("state", "=", "skipped").execute();
  const entries = await run.db
    .selectFrom("audit")
    .select(["before", "after"])
    .where("action", "like", "prompt.%")
    .execute();
  return { reasons: prompts.map(({ reason }) => reason), entries };
}

describe.each(databases)("skipping on %s", (database) => {
  it.each([
    ["Skip this time", TOM, "Skipped. No reason is needed, and none is kept.", "Check in anyway"],
    [
      "Passer cette fois",
      { ...LEA, handle: "tom" },
      "Pas de réponse cette fois. Aucun motif n’est demandé ni conservé.",
      "Faire le point quand même",
    ],
  ])(
    "is one press on “%s” without a question, and nothing is noted but that it was skipped (V2) (skip-one-press)",
    async (...of) => {
      const [skip, tom, said, offer] = of;
      const people = [
        { ...LEA, handle: "lea" },
        tom,
        ...["sofia", "nina", "ravi"].map((handle) => ({ ...TOM, handle })),
      ];
      const run = await aRun({ database, people });
      await run.to("2026-11-02T10:00Z");
      const prompt = lastMessage(run, "tom");
      await run.as("tom").press(prompt, { actionId: promptIds.menu, option: skip });
      await run.settle();
      expect(run.as("tom").view()).toBeNull();
      expect(await noted(run)).toEqual({ reasons: [null], entries: [] });
      const receipt = textOf(asItIsNow(run, prompt));
      expect(receipt).toContain(said);
      expect(receipt).toContain(offer);
    },
  );
});
