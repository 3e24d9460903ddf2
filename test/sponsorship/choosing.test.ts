/** How a sponsor is chosen: by facts that nobody copies from others, and by a yes that somebody has given themselves. */
import { describe, expect, it } from "vitest";
import { retentionOf, saveDataProtection } from "../../src/people/use-cases-settings.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { readCase, saveSection } from "../../src/sponsorship/case/use-cases.ts";
import { approveCase } from "../../src/sponsorship/case/use-cases-approval.ts";
import { databases } from "../support/databases.ts";
import { arrivals, asItIsNow, personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { answers, asked, begun, candidateId, entered, opens, programId, seen } from "./choosing-people.ts";
import { aRunOfPeople, named } from "./people.ts";

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
  (await sentAs(run, "sponsor-request", handle)).at(-1)?.message ?? never();
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

describe.each(databases)("on %s", (database) => {
  it("shows nobody what others entered before they have entered their own (choosing-own-first)", async () => {
    const run = await aRunOfPeople({ database });
    const { id: ofSam } = await named(run, { person: "sam" });
    await named(run, { person: "nina" });
    expect(await opens(run, "tom")).toContain("Who could sponsor it?");
    run.as("tom").fill("candidates", [ofSam]);
    run.as("tom").fill("contributors", ["dan"]);
    await run.as("tom").submit();
    expect(await seen(run, "tom")).toContain("Sam Poe");
    const id = await candidateId(run, "sam");
    await run.as("tom").pressInView({ actionId: `choosing.facts:${id}` });
    run.as("tom").fill("influence", "Moved a budget across functions for the store project.");
    expect(await run.as("tom").submit()).toMatchObject({ errors: { influence_on: "Enter the date of this fact." } });
    run.as("tom").fill("influence_on", "2027-01-02");
    expect(await run.as("tom").submit()).toMatchObject({ errors: { influence_on: "This day has not come yet." } });
    run.as("tom").fill("influence_on", "2026-03-02");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    expect(await seen(run, "tom")).toContain(
      "Influence: Moved a budget across functions for the store project. (Mon 2 Mar 2026)",
    );
    // Dan is asked in the morning, and sees nothing of it yet.
    await run.to("2026-11-02T12:00:00Z");
    expect(told(run, "dan")).toContain("Atlas is choosing its sponsor");
    expect(told(run, "dan")).not.toMatch(/Sam|budget/);
    const before = await opens(run, "dan");
    expect(before).toContain("You see what others entered once you have entered your own five lines.");
    expect(before).not.toContain("budget");
    await entered(run, "dan", "sam", { desire: "Offered to open the kick-off." });
    expect(await opens(run, "dan")).toContain("entered by Tom Baker · not confirmed yet");
    await run.as("dan").pressInView({ actionId: `choosing.candidate:${id}` });
    const [fact] = await run.db.selectFrom("candidate_fact").selectAll().where("text", "like", "Moved%").execute();
    await run.as("dan").pressInView({ actionId: `choosing.confirm:${fact?.id}` });
    expect(await seen(run, "dan")).toContain("entered by Tom Baker · confirmed by Dan Olsen");
    await run.settle();
    expect(told(run, "dan")).toContain("nothing more is needed");
  });

  it("keeps a candidate out of the choice, and shows them their own lines (choosing-candidate)", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run, { candidates: ["sam", "dan"], contributors: ["nina"] });
    await entered(run, "tom", "sam", { credibility: "Delivered the new till." });
    await entered(run, "tom", "dan", { vision: "Wrote the plan." });
    const ofSam = await opens(run, "sam");
    expect(ofSam).toContain("Delivered the new till. (Mon 12 Oct) · entered by Tom Baker");
    expect(ofSam).not.toMatch(/Dan|plan/);
    // Dan leads too, and is a candidate: only his own lines are his.
    const ofDan = await opens(run, "dan");
    expect(ofDan).toContain("Wrote the plan.");
    expect(ofDan).not.toContain("till");
    await expect(entered(run, "dan", "sam")).rejects.toThrow("CHOICE_CANDIDATE");
    await expect(asked(run, "sam", { by: "dan" })).rejects.toThrow("CHOICE_CANDIDATE");
    for (const handle of ["sofia", "dora"]) expect(await opens(run, handle)).toMatch(/choose its sponsor|choisissent/);
    // They find it among their data.
    await run.as("sam").command("/drumbeat my-data");
    await run.as("sam").pressInView({ actionId: "my_data.see:candidacies" });
    expect(await seen(run, "sam")).toContain("Delivered the new till.");
  });

  it("is off where a works council was not consulted yet, until an admin enters the day (choosing-council)", async () => {
    const run = await aRunOfPeople({ database });
    await named(run, { person: "sam" });
    expect(await opens(run, "tom")).toContain("Who could sponsor it?");
    // Dora lives in Paris.
    await named(run, { person: "dora" });
    const off = await opens(run, "tom");
    expect(off).toContain("in France a works council has to be consulted first");
    await expect(begun(run, { candidates: ["nina"] })).rejects.toThrow("CHOICE_COUNCIL");
    const owner = await personIn(run, "workspace-owner");
    const retention = await retentionOf(run.db, owner.workspace_id);
    const consulted = (choosingConsultedOn: string) =>
      inTransaction(run.db, (tx) =>
        saveDataProtection(tx, run.app.services, owner, { retention, address: "", choosingConsultedOn }),
      );
    await expect(consulted("2027-01-01")).rejects.toThrow("CONSULTED_AHEAD");
    expect(await consulted("2026-10-20")).toEqual(["choosing"]);
    expect(await opens(run, "tom")).toContain("Who could sponsor it?");
  });

  it("gives the role by a yes, once, with the decision and what is asked of a sponsor (choosing-yes)", async () => {
    const run = await aRunOfPeople({ database });
    const id = await programId(run);
    await saveSection(run.app.services, await personIn(run, "tom"), {
      ...{ programId: id, section: "purpose", revision: 0, items: [], measures: [] },
      text: "Members stay longer. Stores hear of it. The rest follows.",
    });
    await approveCase(run.app.services, await personIn(run, "dan"), {
      programId: id,
      read: (await readCase(run.app.services, await personIn(run, "dan"), id)).sectionIds,
    });
    await begun(run);
    await entered(run, "tom", "sam", { vision: "Named it at the town hall." });
    const sam = await personIn(run, "sam");
    await expect(readCase(run.app.services, sam, id)).rejects.toThrow("CASE_NOT_YOURS");
    await asked(run, "sam");
    await expect(asked(run, "nina")).rejects.toThrow("CHOICE_ASKED");
    await run.to("2026-11-02T12:00:00Z");
    expect(await now(run, "sam")).toContain("Members stay longer. Stores hear of it.");
    expect(await now(run, "sam")).not.toMatch(/The rest|town hall/);
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
    expect(told(run, "sam")).toContain("named you sponsor of Atlas.");
    const choice = await run.db.selectFrom("sponsor_choice").selectAll().executeTakeFirstOrThrow();
    expect(choice).toMatchObject({ state: "chosen", chosen_id: sam.id, decision_id: decisions[0]?.id });
  });
});

function never(): never {
  throw new Error("No such message");
}
