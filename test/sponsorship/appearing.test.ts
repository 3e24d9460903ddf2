/** What is best asked of a sponsor now, from facts: as the lead begins to ask, and in a line of their week. */
import { expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { giveSeats } from "../../src/programs/use-cases.ts";
import { acceptAppearance, tickAppearance } from "../../src/register/appearances/use-cases.ts";
import { decideAsk } from "../../src/register/asks/use-cases.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { appearanceFactsOf } from "../../src/sponsorship/appearing/use-cases.ts";
import { arrivals, asItIsNow, personIn, type Run, textOf } from "../support/run.ts";
import { aRunOfPeople, named } from "./people.ts";

async function form(run: Run, handle = "tom", line = "/drumbeat appearance"): Promise<string> {
  await run
    .as(handle)
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as(handle).command(line);
  return textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");
}

async function promised(run: Run, dueOn: string): Promise<void> {
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow();
  await addItem(run.app.services, await personIn(run, "tom"), id, {
    type: "action",
    details: {},
    title: "Sign the contract",
    ownerId: (await personIn(run, "sofia")).id,
    dueOn,
    sourceKey: `test:${dueOn}`,
  });
  await run.settle();
}

/** The lines of proposals in the messages of somebody, each with its day. */
function proposed(run: Run, handle: string): string[] {
  return arrivals(run, handle).flatMap(({ at, message }) =>
    textOf(asItIsNow(run, message))
      .replaceAll("\u00a0", " ")
      .split("\n")
      .filter((line) => line.includes("is not done."))
      .map((line) => `${at.slice(5, 10)} ${line}`),
  );
}

it("begins the form with an overdue promise of the sponsor, which goes away once it is done or something is asked", async () => {
  const run = await aRunOfPeople();
  await promised(run, "2026-11-06");
  expect(await form(run)).not.toContain("Proposed");
  await run.to("2026-11-09T12:00Z");
  const begun = await form(run);
  expect(begun).toContain(
    "Proposed: Clear the way. ATL-ACT-1 was due on Fri 6 Nov and is not done. Change it, or ask for something else.",
  );
  expect(begun).toContain("(title) Sign the contract");
  expect(begun).toContain(`(owner) ${run.as("sofia").userId}`);
  // Whoever has words for it, or does not speak for the program, is offered nothing.
  expect(await form(run, "tom", "/drumbeat appearance Leeds")).not.toContain("Proposed");
  expect(await form(run, "nina")).not.toContain("Proposed");
  await form(run);
  run.as("tom").fill("due", "2026-11-20");
  await run.as("tom").submit();
  await run.settle();
  expect(await form(run)).not.toContain("Proposed");
});

it("proposes to speak to whoever decides and was not asked, keeps whom it is about, and names them in views alone", async () => {
  const run = await aRunOfPeople();
  const { id } = await named(run, { person: "dora", said: "not-asked", saidWords: "" });
  await named(run, { person: "sofia", said: "not-asked", saidWords: "", power: "must-agree" });
  await promised(run, "2026-12-04");
  expect(await form(run)).not.toContain("Proposed");
  await run.to("2026-11-23T12:00Z");
  expect(await form(run)).toContain(
    "Proposed: Speak to someone. Dora Klein decides, has been in My people since Mon 2 Nov, and has not been asked.",
  );
  run.as("tom").fill("due", "2026-12-01");
  await run.as("tom").submit();
  await run.settle();
  const { details, title } = await run.db
    .selectFrom("item")
    .select(["details", "title"])
    .where("type", "=", "appearance")
    .executeTakeFirstOrThrow();
  expect([title, JSON.parse(details).stakeholderId]).toEqual(["Speak to Dora Klein", id]);
  expect(arrivals(run, "tom").filter(({ text }) => text.includes("Dora"))).toEqual([]);
});

it("counts what whoever sponsored it before decided, and proposes nobody to whom a sponsor has spoken", async () => {
  const run = await aRunOfPeople();
  const { services } = run.app;
  const [tom, sofia, sam] = [await personIn(run, "tom"), await personIn(run, "sofia"), await personIn(run, "sam")];
  const program = await run.db.selectFrom("program").selectAll().where("key", "=", "atlas").executeTakeFirstOrThrow();
  const known = async () => {
    const all = await appearanceFactsOf(services, run.db, { workspaceId: tom.workspace_id, programs: [program] });
    const { sponsorId, seenOn, unasked } = all.get(program.id) ?? expect.fail();
    return [sponsorId, seenOn, unasked.map(({ called }) => called)];
  };
  const { id: stakeholderId } = await named(run, { person: "dora", said: "not-asked", saidWords: "" });
  expect(await known()).toEqual([sofia.id, null, ["Dora Klein"]]);
  const accepted = await addItem(services, tom, program.id, {
    type: "appearance",
    details: { kind: "speak-to", stakeholderId },
    title: "Speak to Dora Klein",
    ownerId: sofia.id,
    dueOn: "2026-11-05",
    sourceKey: "test:speak",
  });
  await acceptAppearance(services, sofia, accepted.id);
  await run.to("2026-11-05T12:00Z");
  expect(await known()).toEqual([sofia.id, "2026-11-05", []]);
  await run.to("2026-11-06T12:00Z");
  await tickAppearance(services, tom, accepted.id, "did-not-happen");
  expect(await known()).toEqual([sofia.id, null, ["Dora Klein"]]);
  const ask = await addItem(services, tom, program.id, {
    type: "ask",
    details: {
      kind: "decision",
      options: [
        { label: "Approve", doesNothing: false },
        { label: "Wait", doesNothing: true },
      ],
      recommended: 0,
      costOfWaiting: "A week",
    },
    title: "Approve the vendor",
    dueOn: "2026-11-20",
    sourceKey: "test:ask",
  });
  await decideAsk(services, sofia, ask.id, { option: 0, label: "Approve" });
  await run.db.updateTable("seat").set({ until_date: "2026-11-05" }).where("role", "=", "sponsor").execute();
  await inTransaction(run.db, (tx) => giveSeats(services, tx, program, [{ role: "sponsor", personId: sam.id }]));
  expect(await known()).toEqual([sam.id, "2026-11-06", ["Dora Klein"]]);
});

it("says it in French to whoever reads French", async () => {
  const run = await aRunOfPeople();
  await run.db.updateTable("person").set({ locale: "fr-FR" }).where("handle", "=", "tom").execute();
  await promised(run, "2026-11-06");
  await run.to("2026-11-09T12:00Z");
  expect(await form(run)).toContain("Proposition : Lever un obstacle. ATL-ACT-1 devait être fait pour le ven. 6 nov.");
});

it("is one line of the lead's week, beside what stands there anyway, and comes again after four weeks", async () => {
  const run = await aRunOfPeople();
  await promised(run, "2026-11-13");
  // A page of the week: somebody to speak to, and something that nobody has confirmed.
  for (const nextOn of ["2026-11-17", "2026-11-24", "2026-12-15"])
    await named(run, { job: `Director ${nextOn}`, said: "agreed", nextOn });
  await promised(run, "2027-01-29");
  await run.db.updateTable("item").set({ confirmed_at: null, state: "draft" }).where("number", "=", 2).execute();
  await run.to("2026-12-14T12:00Z");
  expect(proposed(run, "tom")).toEqual([
    "11-16 *Clear the way* · Atlas: ATL-ACT-1 was due on Fri 13 Nov and is not done.",
    "12-14 *Clear the way* · Atlas: ATL-ACT-1 was due on Fri 13 Nov and is not done.",
  ]);
  const [, last] = arrivals(run, "tom").filter(({ text }) => text.includes("ATL-ACT-1 was due"));
  await run.as("tom").press(last?.message ?? expect.fail(), { label: "Ask for it…" });
  expect(textOf(await run.as("tom").waitForView())).toContain("(title) Sign the contract");
});

it("is no message of its own", async () => {
  const run = await aRunOfPeople();
  await promised(run, "2026-11-06");
  await run.to("2026-12-10T12:00Z");
  expect(arrivals(run, "tom").filter(({ text }) => text.includes("ATL-ACT-1 was due"))).toEqual([]);
});
