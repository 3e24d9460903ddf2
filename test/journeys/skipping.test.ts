/** Skipping a check-in is one press: nobody asks why, and nothing that tells it is stored or shown. */
import { describe, expect, it } from "vitest";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { appendAudit, listAudit, listAuditAfter } from "../../src/platform/audit.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import { aRun, asItIsNow, LEA, lastMessage, type Run, TOM, textOf } from "../support/run.ts";
import { tablesWith } from "../support/stored.ts";

const REASON = "Yom Kippur, back tomorrow";

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
      "Ne pas répondre cette fois",
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

  it("is noted in no audit, as putting it off is not, and what earlier versions noted is shown to nobody (V2)", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T10:00Z");
    const tom = run.as("tom");
    await tom.press(lastMessage(run, "tom"), { label: "Later" });
    await tom.waitForView();
    tom.fill("when", "In one hour");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    expect(await noted(run)).toEqual({ reasons: [], entries: [] });
    const { workspace, services } = run.app;
    const { id: actorId } = await run.db
      .selectFrom("person")
      .select("id")
      .where("handle", "=", "tom")
      .executeTakeFirstOrThrow();
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    await inTransaction(run.db, async (tx) => {
      for (const action of ["prompt.skipped", "prompt.snoozed", "round.extra"])
        await appendAudit(tx, services, {
          workspaceId: workspace.id,
          actorId,
          action,
          subject: { kind: "prompt", id: "p" },
          programId,
        });
    });
    const page = { programIds: null, before: null, limit: 100 };
    const shown = (await listAudit(run.db, workspace.id, page)).map(({ action }) => action);
    expect(shown).toContain("round.extra");
    expect(shown.filter((action) => action.startsWith("prompt."))).toEqual([]);
    const told = await listAuditAfter(run.db, workspace.id, {
      ...{ after: "", since: "2026-01-01T00:00:00.000Z", until: "2027-01-01T00:00:00.000Z", limit: 1000 },
    });
    expect(told.filter(({ action }) => action.startsWith("prompt."))).toEqual([]);
  });

  it("stores nothing of a form that is still open and asks why (V2)", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T10:00Z");
    const { id: promptId } = await run.db
      .selectFrom("prompt")
      .innerJoin("person", "person.id", "prompt.person_id")
      .select("prompt.id")
      .where("person.handle", "=", "tom")
      .executeTakeFirstOrThrow();
    const tom = run.as("tom");
    run.sandbox.slack.views.open(tom.userId, {
      title: { type: "plain_text", text: "Skip this check-in" },
      submit: { type: "plain_text", text: "Skip" },
      close: null,
      callback_id: promptIds.skipForm,
      private_metadata: JSON.stringify({ promptId }),
      external_id: "",
      clear_on_close: false,
      notify_on_close: false,
      submit_disabled: false,
      blocks: [
        {
          type: "input",
          block_id: "reason",
          label: { type: "plain_text", text: "Why? A word is enough; it is kept with the round." },
          element: { type: "plain_text_input", action_id: "value" },
        },
      ],
    });
    tom.fill("reason", REASON);
    expect(await tom.submit()).toEqual({ closed: true });
    await run.to("2026-11-09T20:00Z");
    expect(await noted(run)).toEqual({ reasons: [null], entries: [] });
    expect(await tablesWith(run.db, REASON)).toEqual([]);
    expect(JSON.stringify(run.sandbox.allMessages())).not.toContain(REASON);
  });
});
