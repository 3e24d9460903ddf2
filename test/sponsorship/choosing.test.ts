/** How a sponsor is chosen: by facts that nobody copies from others, and by a yes that somebody has given themselves. */
import { describe, expect, it } from "vitest";
import { retentionOf, saveDataProtection } from "../../src/people/use-cases-settings.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/use-cases-changes.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { readCase, saveSection } from "../../src/sponsorship/case/use-cases.ts";
import { approveCase } from "../../src/sponsorship/case/use-cases-approval.ts";
import { removeStakeholder } from "../../src/sponsorship/stakeholders/use-cases.ts";
import { databases } from "../support/databases.ts";
import { arrivals, asItIsNow, leaveSlack, personIn, type Run, sentAs, textOf } from "../support/run.ts";
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

  it("orders by what somebody else confirmed, and says what is missing and who has it", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run, { candidates: ["nina", "sam"] });
    await entered(run, "tom", "sam", { vision: "Named it at the town hall." });
    await entered(run, "tom", "nina", { vision: "Wrote its goal.", customer: "Brought six customers." });
    await entered(run, "dan", "sam");
    await entered(run, "dan", "nina");
    expect((await opens(run, "tom")).match(/(Nina Diaz|Sam Poe)(?=\n)/g)?.slice(0, 2)).not.toBeNull();
    const place = async () => {
      const text = await opens(run, "tom");
      return text.indexOf("Nina Diaz") < text.indexOf("Sam Poe") ? "nina first" : "sam first";
    };
    expect(await place()).toBe("nina first");
    const [fact] = await run.db.selectFrom("candidate_fact").selectAll().where("text", "like", "Named%").execute();
    await opens(run, "dan");
    await run.as("dan").pressInView({ actionId: `choosing.candidate:${await candidateId(run, "sam")}` });
    await run.as("dan").pressInView({ actionId: `choosing.confirm:${fact?.id}` });
    expect(await place()).toBe("sam first");
    expect(await opens(run, "tom")).toContain("Missing: Customer advocacy. An ally who has it: Nina Diaz.");
    expect(await opens(run, "tom")).not.toMatch(/\d of \d|\d \/ \d|%/);
    // What is said otherwise is confirmed no more.
    await entered(run, "tom", "sam", { vision: "Named it twice." });
    expect(await place()).toBe("nina first");
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

  it("refuses whoever names themselves, and a contributor who is a candidate", async () => {
    const run = await aRunOfPeople({ database });
    await named(run, { by: "dan", person: "tom", owner: "dan" });
    await expect(begun(run, { candidates: ["sam"], contributors: ["sam"] })).rejects.toThrow("CHOICE_BOTH");
    const { id } = await run.db
      .selectFrom("stakeholder")
      .select("id")
      .where("person_id", "=", (await personIn(run, "tom")).id)
      .executeTakeFirstOrThrow();
    expect(await opens(run, "tom")).not.toContain("Tom Baker");
    const { saveChoice } = await import("../../src/sponsorship/choosing/use-cases.ts");
    const own = { stakeholderIds: [id], contributors: [] };
    await expect(saveChoice(run.app.services, await personIn(run, "tom"), await programId(run), own)).rejects.toThrow(
      "CHOICE_ONESELF",
    );
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
        saveDataProtection(tx, run.app.services, owner, { retention, personIds: [], address: "", choosingConsultedOn }),
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
    expect(told(run, "sam")).toContain("What to expect from Drumbeat");
    const choice = await run.db.selectFrom("sponsor_choice").selectAll().executeTakeFirstOrThrow();
    expect(choice).toMatchObject({ state: "chosen", chosen_id: sam.id, decision_id: decisions[0]?.id });
  });

  it("takes a no without a reason, tells the leads alone, and is open again (choosing-no)", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run);
    await asked(run, "sam");
    await run.to("2026-11-02T12:00:00Z");
    await presses(run, "sam", "no", 2);
    await run.settle();
    expect(await sponsorsOf(run)).toEqual(["sofia"]);
    await run.to("2026-11-03T12:00:00Z");
    expect(told(run, "tom")).toContain("Sam Poe said no to sponsoring Atlas. No reason is asked.");
    for (const other of ["dan", "nina", "sofia"]) expect(told(run, other)).not.toMatch(/Sam/);
    expect(await run.db.selectFrom("item").select("id").execute()).toEqual([]);
    await expect(readCase(run.app.services, await personIn(run, "sam"), await programId(run))).rejects.toThrow();
    expect(await opens(run, "tom")).toContain("*Sam Poe* said no.");
    await asked(run, "nina");
    expect(await opens(run, "tom")).toContain("*Nina Diaz* was asked on Tuesday 3 November");
  });

  it("puts a new sponsor in the place of one, with what they hand over (choosing-hand-over)", async () => {
    const run = await aRunOfPeople({ database });
    const { services } = run.app;
    const tom = await personIn(run, "tom");
    const id = await programId(run);
    const sofia = await personIn(run, "sofia");
    await inTransaction(run.db, (tx) =>
      raiseItem(services, tx, tom, id, {
        ...{
          type: "action",
          details: {},
          title: "Call the stores",
          dueOn: "2026-11-20",
          sourceKey: "a",
          ownerId: sofia.id,
        },
      }),
    );
    await begun(run);
    await opens(run, "tom");
    await run.as("tom").pressInView({ actionId: `choosing.hand_over:${sofia.id}` });
    expect(await seen(run, "tom")).toContain("Call the stores");
    await asked(run, "sam", { replaces: "sofia" });
    await run.to("2026-11-02T12:00:00Z");
    await presses(run, "sam", "yes");
    await run.settle();
    expect(await sponsorsOf(run)).toEqual(["sofia until 2026-11-01", "sam"]);
    const [decision] = await run.db.selectFrom("item").selectAll().where("type", "=", "decision").execute();
    expect(decision?.title).toBe("Sam Poe sponsors Atlas in place of Sofia Rossi");
    await run.as("sam").press(asItIsNow(run, await requestTo(run, "sam")), { actionId: "choosing.hand_over" });
    expect(await seen(run, "sam")).toContain("Call the stores");
    const again = await opens(run, "tom");
    expect(again).toContain("Sponsor today: Sam Poe.");
    expect(again).toContain("Who could sponsor it?");
  });

  it("has the line of whoever says yes say so, where they were not asked yet, and leaves what they said", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run, { candidates: ["sam", "nina"], said: "not-asked" });
    await asked(run, "sam");
    await run.to("2026-11-03T12:00:00Z");
    await answers(run, "sam", "yes");
    const list = await opens(run, "tom", "/drumbeat people");
    expect(list).toMatch(
      /\*Sam Poe\* · decides, is affected\s+agreed \(Tue 3 Nov, to Tom Baker\) · .* last spoke Tue 3 Nov/,
    );
    expect(list).toMatch(/\*Nina \w+\* · decides, is affected\s+not asked yet/);

    const other = await aRunOfPeople({ database });
    await begun(other);
    await asked(other, "sam");
    await answers(other, "sam", "yes");
    expect(await opens(other, "tom", "/drumbeat people")).toMatch(/\*Sam Poe\* · .*\s+agreed if the budget stays/);
  });

  it("asks nobody who has left, is told truthfully by whoever withdrew or closed (choosing-gone)", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run);
    await asked(run, "sam");
    await run.to("2026-11-02T12:00:00Z");
    await leaveSlack(run, "sam");
    expect(await opens(run, "tom")).toContain("Sam Poe · has left");
    await expect(asked(run, "sam")).rejects.toThrow("CHOICE_LEFT");
    await asked(run, "nina");
    await run.to("2026-11-02T20:00:00Z");
    await closeProgram(run.app.services, await personIn(run, "tom"), await programId(run));
    await run.settle();
    await expect(answers(run, "nina", "yes")).rejects.toThrow("CHOICE_PROGRAM_CLOSED");
    expect(await sponsorsOf(run)).toEqual(["sofia"]);
    expect(await now(run, "nina")).toContain("you are no longer asked to sponsor it");
  });

  it("tells whoever was asked that the request was withdrawn, and leaves those outside to be asked in person", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run);
    await asked(run, "sam");
    await run.to("2026-11-02T12:00:00Z");
    await opens(run, "tom");
    await run.as("tom").pressInView({ actionId: "choosing.recall" });
    await run.settle();
    expect(await now(run, "sam")).toContain("no longer asked");
    await expect(answers(run, "sam", "yes")).rejects.toThrow("CHOICE_NO_LONGER");
    await asked(run, "nina");
    await run.to("2026-11-03T12:00:00Z");
    await removeStakeholder(
      run.app.services,
      await personIn(run, "tom"),
      (
        await run.db
          .selectFrom("sponsor_candidate")
          .select("stakeholder_id")
          .where("id", "=", await candidateId(run, "nina"))
          .executeTakeFirstOrThrow()
      ).stakeholder_id,
    );
    await run.settle();
    expect(await now(run, "nina")).toContain("no longer asked");
    const { id } = await named(run, { job: "Finance director" });
    await run.db
      .updateTable("stakeholder")
      .set({ name: "Paul North", notified_at: run.clock.now() })
      .where("id", "=", id)
      .execute();
    await opens(run, "tom");
    await run.as("tom").pressInView({ actionId: "choosing.setup" });
    run.as("tom").fill("candidates", [id]);
    await run.as("tom").submit();
    expect(await seen(run, "tom")).toContain("Paul North · not in this Slack");
    const outside = await run.db.selectFrom("sponsor_candidate").selectAll().executeTakeFirstOrThrow();
    await run.as("tom").pressInView({ actionId: `choosing.facts:${outside.id}` });
    await run.as("tom").submit();
    await run.as("tom").pressInView({ actionId: `choosing.candidate:${outside.id}` });
    expect(await seen(run, "tom")).toContain("They have no account here, so please ask them yourself.");
    expect(await seen(run, "tom")).not.toContain("to sponsor this…");
  });

  it("speaks French to whoever reads it", async () => {
    const run = await aRunOfPeople({ database });
    const { id } = await named(run, { by: "lea", program: "borea", owner: "lea", person: "dora" });
    expect(await opens(run, "lea")).toContain("la représentation du personnel (France) doit d’abord être consultée");
    await run.db.updateTable("workspace").set({ choosing_consulted_on: "2026-10-20" }).execute();
    expect(await opens(run, "lea")).toContain("Qui pourrait le parrainer ?");
    run.as("lea").fill("candidates", [id]);
    await run.as("lea").submit();
    expect(await seen(run, "lea")).toContain(
      "D’abord les personnes dont le plus de faits sont confirmés par un tiers.",
    );
    await asked(run, "dora", { by: "lea" });
    await run.to("2026-11-02T12:00:00Z");
    expect(await now(run, "dora")).toContain("Voulez-vous parrainer « Borea » ?");
    await presses(run, "dora", "yes");
    const [decision] = await run.db.selectFrom("item").selectAll().execute();
    expect(decision?.title).toBe("Dora Klein parraine Borea");
  });
});

function never(): never {
  throw new Error("No such message");
}
