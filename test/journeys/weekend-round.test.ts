import { expect, it } from "vitest";
import { aRun, LEA, SOFIA, sentAs, TOM } from "../support/run.ts";

it("a daily round that falls on a weekend is asked of those who work then, and of others not at all", async () => {
  const cadence = {
    key: "weekend",
    program: "one",
    questions: [{ key: "progress", type: "long-text", label: "What happened?", required: true }],
    audience: ["team"],
    rule: { every: "day", on: ["sa", "su"], at: "09:00", zone: "Europe/London" },
  };
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "one", title: "One", lead: "lea", team: ["tom", "sofia"] }],
    cadences: [cadence],
  });
  const sofia = await run.db.selectFrom("person").selectAll().where("handle", "=", "sofia").executeTakeFirstOrThrow();
  await run.db
    .insertInto("person_preference")
    .values({
      workspace_id: sofia.workspace_id,
      person_id: sofia.id,
      working_days: JSON.stringify(["fr", "sa", "su"]),
      uses_slack_status: 1,
      updated_at: sofia.updated_at,
    })
    .execute();
  await run.to("2026-11-09T12:00Z");
  const asked = async (handle: string) => (await sentAs(run, "prompt", handle)).map(({ at }) => at);
  expect(await asked("sofia")).toEqual(["2026-11-07T09:00:00.000Z", "2026-11-08T09:00:00.000Z"]);
  // Not on Monday either.
  expect(await asked("tom")).toEqual([]);
});
