/** How a sponsor is chosen: by facts that nobody copies from others, and by a yes that somebody has given themselves. */
import { describe, expect, it } from "vitest";
import { readPage } from "../../src/pages/reading.ts";
import { answerPage, saveSection } from "../../src/pages/writing-and-approving.ts";
import { retentionOf, saveDataProtection } from "../../src/people/settings.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { setupOf } from "../../src/sponsorship/candidates.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { CRITERIA } from "../../src/sponsorship/scores.ts";
import { databases } from "../support/databases.ts";
import { actingAs, arrivals, asItIsNow, personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { allowChoosing } from "../support/stakeholders.ts";
import { answers, asked, begun, candidateId, entered, opens, programId, seen } from "./choosing-people.ts";
import { aRunOfPeople, endRole, named } from "./people.ts";

const sponsorsOf = async (run: Run) => {
  const rows = await run.db
    .selectFrom("seat")
    .innerJoin("person", (join) =>
      join.onRef("person.id", "=", "seat.person_id").onRef("person.workspace_id", "=", "seat.workspace_id"),
    )
    .select(["handle", "until_date"])
    .where("role", "=", "sponsor")
    .orderBy("seat.id")
    .execute();
  return rows.map(({ handle, until_date: until }) => (until === null ? handle : `${handle} until ${until}`));
};

const requestTo = async (run: Run, handle: string) =>
  (await sentAs(run, "sponsor-request", handle)).at(-1)?.message ?? expect.fail("No such message");
const now = async (run: Run, handle: string) => plainly(textOf(asItIsNow(run, await requestTo(run, handle))));
const plainly = (text: string) => text.replaceAll("*", "").replaceAll("\u00a0", " ");
const told = (run: Run, handle: string) =>
  plainly(
    arrivals(run, handle)
      .map(({ text }) => text)
      .join("\n"),
  );

/** `times`: on the message as it is before the first press, however soon it changes. */
async function presses(run: Run, handle: string, answer: string, times = 1): Promise<void> {
  const message = await requestTo(run, handle);
  for (let time = 0; time < times; time += 1)
    await run.as(handle).press(message, { actionId: `choosing.answer:${answer}` });
}

it("offers, of my people, first those who are candidates, as chosen", async () => {
  const run = await aRunOfPeople();
  await named(run, { person: "dora", stance: "not-asked" });
  await begun(run, { candidates: ["sam", "nina"], scorers: ["tom"] });
  const { offered } = await setupOf(run.app.services, await personIn(run, "tom"), await programId(run));
  expect(offered.map(({ isChosen }) => isChosen)).toEqual([true, true, false]);
});

describe.each(databases)("on %s", (database) => {
  it("shows nobody the scores of others before they have entered their own", async () => {
    const run = await aRunOfPeople({ database });
    await allowChoosing(run.db);
    for (const person of ["sam", "nina"]) await named(run, { person });
    expect(await opens(run, "tom")).toContain("Who could sponsor it?");
    run.as("tom").fill("candidates", [(await personIn(run, "sam")).id]);
    run.as("tom").fill("scorers", ["tom", "dan", "lea", "dora"]);
    expect(await run.as("tom").submit()).toMatchObject({
      errors: { scorers: "Choose one to three people who score." },
    });
    run.as("tom").fill("scorers", ["tom", "dan"]);
    await run.as("tom").submit();
    const id = await candidateId(run, "sam");
    await run.as("tom").pressInView({ actionId: `choosing.score:${id}` });
    for (const criterion of CRITERIA) {
      run.as("tom").fill(criterion, criterion === "influence" ? "5" : "2");
      run.as("tom").fill(`${criterion}_evidence`, criterion === "influence" ? "  " : "Not seen");
    }
    expect(await run.as("tom").submit()).toMatchObject({
      errors: { influence_evidence: "Write a sentence: what have you seen?" },
    });
    run.as("tom").fill("influence_evidence", "Moved a budget");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    expect(await seen(run, "tom")).toContain("Influence 5: Moved a budget");
    // Dan is asked in the morning, and sees nothing of it yet.
    await run.to("2026-11-02T12:00:00Z");
    expect(told(run, "dan")).toContain("Atlas is choosing its sponsor, and you score the candidates.");
    expect(told(run, "dan")).not.toMatch(/Sam|budget/);
    const before = await opens(run, "dan");
    expect(before).toContain("You see the scores of others once you have entered yours.");
    expect(before).not.toContain("budget");
    await run.as("dan").pressInView({ actionId: `choosing.score:${id}` });
    expect(await seen(run, "dan")).not.toContain("budget");
    await entered(run, "dan", "sam", "Heard in his own function", { influence: 3 });
    const after = await opens(run, "dan");
    expect(after).toContain("1. *Sam Poe* · 3.2 of 5");
    expect(after).toContain("Influence 4: Moved a budget");
    expect(after).toContain("Moved a budget (5, Tom Baker) · Heard in his own function (3, Dan Olsen)");
    await run.settle();
    expect(told(run, "dan")).toContain("nothing more is needed");
  });

  it("shows a candidate their own scores, and a lead who does not score none", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run, { candidates: ["sam", "dora"], scorers: ["tom", "nina"] });
    await entered(run, "tom", "sam", "Delivered the new till.");
    await entered(run, "tom", "dora", "Wrote the plan.");
    const ofSam = await opens(run, "sam");
    expect(ofSam).toContain("Delivered the new till. (4, Tom Baker)");
    expect(ofSam).not.toMatch(/Dora|plan/);
    const ofDan = await opens(run, "dan");
    expect(ofDan).toMatch(/Sam Poe[\s\S]*you see no scores|you see no scores[\s\S]*Sam Poe/);
    expect(ofDan).not.toMatch(/till|plan| of 5/);
    await expect(entered(run, "dan", "sam", "Mine too")).rejects.toThrow("CHOICE_NOT_YOURS");
    expect(await opens(run, "sofia")).toContain("choose its sponsor");
    // They find it among their data.
    await run.as("sam").command("/drumbeat my-data");
    await run.as("sam").pressInView({ actionId: "my_data.see:candidacies" });
    expect(await seen(run, "sam")).toContain("Delivered the new till.");
  });

  it("is a scorer’s as long as a role of theirs holds, or one of whoever named them from outside", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run, { candidates: ["sam"], scorers: ["dan", "dora"] });
    for (const by of ["dan", "dora"]) await entered(run, by, "sam", "Delivered the new till.");
    await endRole(run, "dan");
    expect(await opens(run, "dan")).not.toContain("till");
    await expect(entered(run, "dan", "sam", "Still here")).rejects.toThrow("CHOICE_NOT_YOURS");
    expect(await opens(run, "dora")).toContain("till");
    await endRole(run, "tom");
    expect(await opens(run, "dora")).not.toContain("till");
    await expect(entered(run, "dora", "sam", "Still here")).rejects.toThrow("CHOICE_NOT_YOURS");
  });

  it("is off until an admin enters the day on which the works council was heard", async () => {
    const run = await aRunOfPeople({ database });
    await named(run, { person: "sam" });
    expect(await opens(run, "tom")).toContain("off until an admin enters the day on which the works council was heard");
    const owner = await personIn(run, "workspace-owner");
    const retention = await retentionOf(run.db, owner.workspace_id);
    const consulted = (choosingConsultedOn: string) =>
      inTransaction(run.db, (tx) =>
        saveDataProtection(
          { ...run.app.services, db: tx, actor: owner },
          { retention, address: "", choosingConsultedOn },
        ),
      );
    await expect(consulted("2027-01-01")).rejects.toThrow("CONSULTED_AHEAD");
    expect(await consulted("2026-10-20")).toEqual(["choosing"]);
    expect(await opens(run, "tom")).toContain("Who could sponsor it?");
  });

  it("gives the role by a yes, once, with the decision and what is asked of a sponsor", async () => {
    const run = await aRunOfPeople({ database });
    const id = await programId(run);
    await saveSection(await actingAs(run, "tom"), {
      ...{ kind: caseKind, programId: id, section: "purpose", revision: 0, measures: [] },
      text: "Members stay longer. Stores hear of it. The rest follows.",
    });
    const dan = await personIn(run, "dan");
    const { sectionIds: read } = await readPage(run.app.services, dan, { kind: caseKind, programId: id });
    await answerPage({ ...run.app.services, actor: dan }, { kind: caseKind, programId: id, read });
    await begun(run);
    await entered(run, "tom", "sam", "Named it at the town hall.");
    const sam = await personIn(run, "sam");
    await expect(readPage(run.app.services, sam, { kind: caseKind, programId: id })).rejects.toThrow("PAGE_NOT_YOURS");
    await asked(run, "nina");
    // One at a time: whoever was asked before is asked no more.
    await asked(run, "sam");
    await expect(answers(run, "nina", "yes")).rejects.toThrow("CHOICE_NO_LONGER");
    await run.to("2026-11-02T12:00:00Z");
    expect(await now(run, "sam")).toContain("Will you sponsor “Atlas”?");
    expect(await now(run, "sam")).toContain("What passes its date goes to the next one, who reads that you had it.");
    expect(await now(run, "sam")).not.toContain("town hall");
    expect(await opens(run, "sam", "/drumbeat case atlas")).toContain("Members stay longer.");
    await presses(run, "sam", "talk");
    await run.settle();
    expect(await sponsorsOf(run)).toEqual(["sofia"]);
    await presses(run, "sam", "yes", 2);
    await run.settle();
    expect(await sponsorsOf(run)).toEqual(["sofia", "sam"]);
    expect(await now(run, "sam")).toContain("✓ You sponsor Atlas.");
    const decisions = await run.db.selectFrom("item").selectAll().where("type", "=", "decision").execute();
    expect(decisions).toMatchObject([{ title: "Sam Poe sponsors Atlas", state: "active" }]);
    expect(JSON.stringify(decisions)).not.toContain("town hall");
    await expect(answers(run, "sam", "no")).rejects.toThrow("CHOICE_ANSWERED");
    await run.to("2026-11-04T12:00:00Z");
    expect(told(run, "tom")).toContain("Sam Poe said yes and sponsors Atlas now.");
    expect(told(run, "sam")).toContain("As you agreed, you are now sponsor of Atlas.");
    const choice = await run.db.selectFrom("sponsor_choice").selectAll().executeTakeFirstOrThrow();
    expect(choice).toMatchObject({ state: "chosen", chosen_id: sam.id, decision_id: decisions[0]?.id });
  });
});
