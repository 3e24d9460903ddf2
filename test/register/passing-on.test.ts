/** What is told of an ask that was passed on, to whomever it is with since. */
import { describe, expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { acknowledgeAsk, askBack, completeAsk, deferAsk, delegateAsk } from "../../src/register/asks/use-cases.ts";
import { putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import {
  aRun,
  leaveSlack,
  NINA,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

const VERA = { handle: "vera", name: "Vera Lang", tz: "Europe/London", locale: "en-GB" };
const GRETA = { handle: "greta", name: "Greta Klein", tz: "Europe/London", locale: "en-GB" };
const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];
const DETAILS = { kind: "decision" as const, options: OPTIONS, recommended: 0, costOfWaiting: "A week" };

/** Tom's ask, which Sofia passed on to somebody on Tuesday morning. */
async function passedOn(database: DatabaseName, to: string) {
  const run = await aRun({
    database,
    people: [TOM, SOFIA, NINA, VERA, GRETA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "nina", "vera"], steering: ["greta"] }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
  });
  const { services } = run.app;
  await run.to("2026-11-03T09:00Z");
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const program = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const { id } = await inTransaction(run.db, (tx) =>
    raiseItem(services, tx, tom, program.id, {
      type: "ask",
      details: DETAILS,
      title: "Skip a release?",
      dueOn: "2026-11-18",
      ownerId: sofia.id,
      sourceKey: "test:1",
    }),
  );
  await run.settle();
  const person = await personIn(run, to);
  await delegateAsk(services, sofia, id, { person, why: "Knows licences.", isConfirmed: true });
  await run.settle();
  return { run, id, tom };
}

/** Their messages as they are now, and their Home. */
async function shownTo(run: Run, handle: string): Promise<string> {
  const messages = run.as(handle).dm().map(textOf);
  return [...messages, ...(await openHome(run, handle))].join("\n").replaceAll("\u00a0", " ");
}

const WORDS = /[Pp]assed on|Knows licences/;

describe.each(databases)("the words of whoever passed an ask on, on %s", (database) => {
  it("are told to whom it was passed on (B5)", async () => {
    const { run } = await passedOn(database, "nina");
    await run.to("2026-11-03T18:00Z");
    const shown = await shownTo(run, "nina");
    expect(shown).toContain("Delegated to you by Sofia Rossi: Knows licences.");
    expect(shown).toContain("Delegated to you by Sofia Rossi");
  });

  it("are not told to somebody else to whom its author gave it since (B5)", async () => {
    const { run, id, tom } = await passedOn(database, "nina");
    const decider = await personIn(run, "vera");
    const form = { why: "", evidence: "", neededBy: "2026-11-18", title: "Skip a release?", decider };
    await completeAsk(run.app.services, tom, id, { ...DETAILS, ...form });
    await run.to("2026-11-03T18:00Z");
    const shown = await shownTo(run, "vera");
    expect(shown).toContain("Skip a release?");
    expect(shown + (await shownTo(run, "nina"))).not.toMatch(WORDS);
  });

  it("are not told to whoever is next after they left (B5)", async () => {
    const { run } = await passedOn(database, "nina");
    await leaveSlack(run, "nina");
    await run.to("2026-11-03T18:00Z");
    const shown = await shownTo(run, "sofia");
    expect(shown).toContain("Skip a release?");
    expect(shown).not.toMatch(WORDS);
  });

  it("are not told to whom it came up after their term (B5)", async () => {
    const { run } = await passedOn(database, "nina");
    await run.to("2026-11-10T18:00Z");
    const shown = await shownTo(run, "greta");
    expect(shown).toContain("Nina Diaz didn’t answer in time, so it’s been escalated to you");
    expect(shown).not.toMatch(WORDS);
  });

  it("are told to nobody where it is not known to whom it was passed on (B5)", async () => {
    const { run, id } = await passedOn(database, "nina");
    const { details } = await run.db
      .selectFrom("item")
      .select("details")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const { passedOn: before, ...rest } = JSON.parse(details);
    const stored = JSON.stringify({ ...rest, passedOn: { by: before.by, why: before.why } });
    await run.db.updateTable("item").set({ details: stored }).where("id", "=", id).execute();
    await run.to("2026-11-03T18:00Z");
    expect((await openHome(run, "nina")).join("\n")).not.toMatch(WORDS);
  });
});

describe.each(databases)("how an ask came to one decider, on %s", (database) => {
  const CAME = /come up to you|The vote closed|You represent|has ended/;

  async function completedFor(run: Run, id: string, handle: string) {
    const decider = await personIn(run, handle);
    const form = { why: "", evidence: "", neededBy: "2026-11-18", title: "Skip a release?", decider };
    await completeAsk(run.app.services, await personIn(run, "tom"), id, { ...DETAILS, ...form });
    await run.settle();
  }

  it("by the ladder is not told to somebody to whom they passed it on (B5)", async () => {
    const { run, id } = await passedOn(database, "nina");
    await run.to("2026-11-10T18:00Z");
    expect(await shownTo(run, "greta")).toContain("Nina Diaz didn’t answer in time, so it’s been escalated to you");
    const to = { person: await personIn(run, "vera"), why: "Runs it.", isConfirmed: true };
    await delegateAsk(run.app.services, await personIn(run, "greta"), id, to);
    await run.to("2026-11-11T18:00Z");
    const shown = await shownTo(run, "vera");
    expect(shown).toContain("Delegated to you by Greta Klein: Runs it.");
    expect(shown).not.toMatch(CAME);
  });

  it("by the ladder, a vote without a result or an ended role is not told to whom its author gave it (B5)", async () => {
    const { run, id } = await passedOn(database, "nina");
    await run.to("2026-11-10T18:00Z");
    await completedFor(run, id, "vera");
    await run.to("2026-11-11T18:00Z");
    expect(await shownTo(run, "vera")).toContain("Skip a release?");
    expect(await shownTo(run, "vera")).not.toMatch(CAME);
    const way = { kind: "circulation" as const, quorum: 1, closesOn: "2026-11-12" };
    await putToCommittee(run.app.services, await personIn(run, "tom"), id, way);
    await run.to("2026-11-12T19:00Z");
    expect(await shownTo(run, "greta")).toMatch(/The vote closed.*As chair, decide yourself/s);
    await completedFor(run, id, "nina");
    await run.to("2026-11-13T18:00Z");
    const own = await shownTo(run, "nina");
    expect(own).toContain("Skip a release?");
    expect(own).not.toMatch(CAME);
    await leaveSlack(run, "nina");
    await run.to("2026-11-13T19:00Z");
    const [heir = "", other = ""] = (await shownTo(run, "sofia")).includes("Nina Diaz has left Slack")
      ? ["sofia", "vera"]
      : ["vera", "sofia"];
    expect(await shownTo(run, heir)).toContain("Nina Diaz has left Slack");
    await completedFor(run, id, other);
    await run.to("2026-11-16T18:00Z");
    const given = await shownTo(run, other);
    expect(given).toContain("Skip a release?");
    expect(given).not.toContain("Nina Diaz has left Slack");
  });
});

describe.each(databases)("an ask that its author gives to somebody else, on %s", (database) => {
  async function givenToVera(does: (run: Run, id: string) => Promise<unknown>) {
    const { run, id, tom } = await passedOn(database, "nina");
    await does(run, id);
    await run.settle();
    const decider = await personIn(run, "vera");
    const form = { why: "", evidence: "", neededBy: "2026-11-18", title: "Skip a release?", decider };
    const { state } = await completeAsk(run.app.services, tom, id, { ...DETAILS, ...form });
    await run.settle();
    await run.to("2026-11-03T18:00Z");
    return { run, state, shown: await shownTo(run, "vera") };
  }

  it("has not been seen by them, whoever had seen it before (B5)", async () => {
    const { state, shown } = await givenToVera(async (run, id) =>
      acknowledgeAsk(run.app.services, await personIn(run, "nina"), id),
    );
    expect(state).toBe("open");
    expect(shown).toContain("Skip a release?");
    expect(shown).not.toContain("Acknowledged");
  });

  it("is with them at once, whoever had put it off, and came back to nobody (B5)", async () => {
    const { run, shown } = await givenToVera(async (run, id) =>
      deferAsk(run.app.services, await personIn(run, "nina"), id, "2026-11-23"),
    );
    expect(shown).toContain("Skip a release?");
    expect(shown).not.toMatch(/put off|23 Nov/);
    await run.to("2026-11-09T18:00Z");
    expect(await shownTo(run, "greta")).toContain("Vera Lang didn’t answer in time, so it’s been escalated to you");
  });

  it("is with them at once, whoever had asked back (B5)", async () => {
    const { shown } = await givenToVera(async (run, id) =>
      askBack(run.app.services, await personIn(run, "nina"), id, "Which release?"),
    );
    expect(shown).toContain("Skip a release?");
    expect(shown).not.toContain("Which release?");
  });
});

describe.each(databases)("an ask that was given to somebody without a role, on %s", (database) => {
  it("and went up after their term is told as no longer theirs, by the end of no role (B5)", async () => {
    const { run, id } = await passedOn(database, "sam");
    await run.to("2026-11-03T18:00Z");
    expect(await shownTo(run, "sam")).toContain("Delegated to you by Sofia Rossi: Knows licences.");
    await run.to("2026-11-10T18:00Z");
    expect(await shownTo(run, "sam")).toContain(
      "You can also decide it until Greta Klein acts on it: the first decision counts.\n[Yes] [Other answer…]",
    );
    await acknowledgeAsk(run.app.services, await personIn(run, "greta"), id);
    await run.settle();
    const shown = await shownTo(run, "sam");
    expect(shown).toContain("ATL-ASK-1 · Atlas: this is no longer yours.");
    expect(shown).not.toContain("your role");
  });
});
