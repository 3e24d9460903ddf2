/** An ask that nobody decides goes up by its term, as the digests of both deciders tell it. */
import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest, previewDigest } from "../../src/digests/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import {
  acknowledgeAsk,
  completeAsk,
  decideAsk,
  deferAsk,
  delegateAsk,
  withdrawAsk,
} from "../../src/register/asks/use-cases.ts";
import { passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { type Edit, editItem, itemToAct, raiseItem } from "../../src/register/use-cases.ts";
import { reopenItem } from "../../src/register/use-cases-acts.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, PROGRESS_TO_SPONSORS, personIn, type Run, SAM, SOFIA, sentAs, TOM } from "../support/run.ts";

const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "fr-FR" };

async function begin(database: DatabaseName, others: (typeof ANA)[] = [], steering = ["ana"]): Promise<Run> {
  return aRun({
    database,
    people: [TOM, SOFIA, ANA, ...others],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], steering }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas", readers: ["sponsors", "steering"] }],
  });
}

/** Tom needs something from Sofia by the end of the year. */
async function ask(run: Run, title: string, dueOn = "2026-12-31") {
  const { services } = run.app;
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const program = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const options = [
    { label: "Yes", doesNothing: false },
    { label: "Do nothing", doesNothing: true },
  ];
  const item = await inTransaction(run.db, (tx) =>
    raiseItem(services, tx, tom, program.id, {
      type: "ask",
      details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
      title,
      dueOn,
      ownerId: sofia.id,
      sourceKey: `test:${title}`,
    }),
  );
  await run.settle();
  return item;
}

async function textFor(run: Run, handle: string, rhythm: "monthly" | "quarterly", at: string): Promise<string> {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  const document = await previewDigest(run.db, { workspaceId, personId, rhythm }, at);
  expect(JSON.stringify(await previewDigest(run.db, { workspaceId, personId, rhythm }, at))).toBe(
    JSON.stringify(document),
  );
  if (!document) throw new Error(`no digest for ${handle}`);
  return digestText(document).replaceAll("\u00a0", " ");
}

describe.each(databases)("an ask that passes its date, on %s", (database) => {
  it("is not told to its decider beside the digest of the day that shows it (C14)", async () => {
    const toldOf = async (raisedOn: string, neededBy: string) => {
      const run = await begin(database, [], []);
      await run.to(`${raisedOn}T10:00Z`);
      const { id } = await ask(run, "Two engineers?", neededBy);
      await acknowledgeAsk(run.app.services, await personIn(run, "sofia"), id);
      await run.to("2026-12-04T12:00Z");
      return (await sentAs(run, "ask-late", "sofia")).map(({ at }) => at.slice(0, 10));
    };
    // Her digest of November comes on the 3rd.
    expect(await toldOf("2026-12-01", "2026-12-02")).toEqual([]);
    expect(await toldOf("2026-12-02", "2026-12-03")).toEqual(["2026-12-04"]);
  });
});

describe.each(databases)("a reminder of the last day, on %s", (database) => {
  it("does not come beside the digest of that day, which brings the ask to its holder (C2)", async () => {
    const remindedOn = async (raisedOn: string) => {
      const run = await begin(database);
      await run.to(`${raisedOn}T10:00Z`);
      const { id } = await ask(run, "Two engineers?", "2026-12-18");
      await acknowledgeAsk(run.app.services, await personIn(run, "sofia"), id);
      await run.to("2026-12-06T12:00Z");
      return (await sentAs(run, "escalation-reminder", "sofia")).map(({ at }) => at.slice(0, 10));
    };
    // Her digest of November comes on the 3rd, her last day of the first.
    expect(await remindedOn("2026-11-26")).toEqual([]);
    expect(await remindedOn("2026-11-27")).toEqual(["2026-12-04"]);
  });
});

describe.each(databases)("an ask that goes up by its term, on %s", (database) => {
  it("is told once to whoever had it, and whole, with its way, to whoever has it now", async () => {
    const run = await begin(database);
    await run.to("2026-11-10T10:00Z");
    await ask(run, "Two engineers?", "2026-11-27");
    await run.to("2026-12-03T09:05Z");
    const { id: personId, workspace_id: workspaceId } = await personIn(run, "sofia");
    const sent = await latestDigest(run.db, { workspaceId, personId });
    const november = digestText(sent?.document ?? fail()).replaceAll("\u00a0", " ");
    expect(november).toContain(
      "Atlas · escalated to Ana Gil on Fri 13 Nov (no answer in time) · ATL-ASK-1 Two engineers?",
    );
    expect(november).not.toContain("decision for you");
    expect(
      JSON.stringify(await previewDigest(run.db, { workspaceId, personId, rhythm: "monthly" }, sent?.cutOffAt ?? "")),
    ).toBe(JSON.stringify(sent?.document));
    await run.to("2027-01-05T08:55Z");
    expect(await textFor(run, "sofia", "monthly", "2027-01-05T09:00:00.000Z")).not.toContain("Two engineers?");
    const committee = await textFor(run, "ana", "quarterly", "2027-01-05T09:00:00.000Z");
    expect(committee).toContain("1 demande pour vous");
    expect(committee).toContain("escaladée le ven. 13 nov., faute de réponse dans le délai");
    expect(committee).toContain("Recommandation : Yes");
  });

  it("is the first line of both while nobody answers at the end of the ladder, till it is decided (C3)", async () => {
    const run = await begin(database);
    await run.to("2026-11-10T10:00Z");
    const item = await ask(run, "Two engineers?", "2026-11-13");
    await run.to("2026-12-03T09:05Z");
    const at = "2026-12-03T09:00:00.000Z";
    // With Ana since 13 November, who had five working days to say that she has seen it.
    expect(await textFor(run, "sofia", "monthly", at)).toContain(
      "“Atlas”: ATL-ASK-1 has been overdue for 9 working days with the steering committee.",
    );
    const said = async (handle: string) =>
      (await sentAs(run, "escalation-overdue", handle)).map(
        ({ text }) => text.replaceAll("\u00a0", " ").split("\n")[0],
      );
    expect((await said("ana"))[0]).toBe(
      "ATL-ASK-1 « Two engineers? » est en retard depuis 1 jour ouvré à votre niveau.",
    );
    expect(await said("tom")).toEqual([
      "ATL-ASK-1 “Two engineers?” has been overdue for 1 working day with Ana Gil (steering committee).",
      "ATL-ASK-1 “Two engineers?” has been overdue for 6 working days with Ana Gil (steering committee).",
    ]);
    await decideAsk(run.app.services, await personIn(run, "ana"), item.id, { option: 0, label: "Yes" });
    expect(await textFor(run, "sofia", "monthly", "2026-12-03T09:10:00.000Z")).not.toContain("has been overdue");
  });

  it("by hand is told as passed up; put off, it is silent until its day and then says so", async () => {
    const run = await begin(database);
    await run.to("2026-11-10T10:00Z");
    const [passed, later] = [await ask(run, "A second vendor?"), await ask(run, "A new office?")];
    const { services } = run.app;
    const sofia = await personIn(run, "sofia");
    await passUp(services, sofia, passed.id, {
      tried: "-",
      effect: "Late",
      options: "Two",
      recommendation: "The first",
      matter: null,
    });
    await deferAsk(services, sofia, later.id, "2027-01-04");
    await run.to("2026-12-03T09:05Z");
    const november = await textFor(run, "sofia", "monthly", "2026-12-03T09:00:00.000Z");
    expect(november).toContain("escalated to Ana Gil on Tue 10 Nov · ATL-ASK-1 A second vendor?");
    expect(november).not.toContain("A new office?");
    await run.to("2027-01-05T08:55Z");
    const december = await textFor(run, "sofia", "monthly", "2027-01-05T09:00:00.000Z");
    expect(december).toMatch(/A new office\? · was due Thu 31 Dec[^\n]* · postponed to Mon 4 Jan, due again/);
    expect(december).not.toContain("A second vendor?");
    expect(await textFor(run, "ana", "quarterly", "2027-01-05T09:00:00.000Z")).toContain(
      "auparavant confiée à Sofia Rossi, escaladée le mar. 10 nov.",
    );
    await run.to("2027-01-05T09:05Z");
    const again = await textFor(run, "sofia", "monthly", "2027-01-06T09:00:00.000Z");
    expect(again).toContain("A new office?");
    expect(again).not.toContain("due again");
    await run.to("2027-02-01T10:00Z");
    const committee = await textFor(run, "ana", "quarterly", "2027-04-05T09:00:00.000Z");
    // Asked long before, it is new to whoever gets it now.
    expect(committee.match(/Recommandation : Yes/g)).toHaveLength(1);
    expect(committee).toMatch(/A new office\?\n/);
  });
});

describe.each(databases)("an ask that was withdrawn and raised again, on %s", (database) => {
  it("is with its decider again, for a term of its own, however long ago the first one ran (B5)", async () => {
    const run = await begin(database);
    const { services } = run.app;
    const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
    await run.to("2026-11-10T10:00Z");
    const { id } = await ask(run, "Two engineers?", "2026-12-24");
    await acknowledgeAsk(services, sofia, id);
    await deferAsk(services, sofia, id, "2026-11-12");
    await run.to("2026-11-12T10:00Z");
    const before = (await sentAs(run, "ask", "sofia")).length;
    await withdrawAsk(services, tom, id);
    await run.settle();
    await run.to("2026-12-08T10:00Z");
    await reopenItem(services, tom, id);
    await run.settle();
    const standing = run.db.selectFrom("item").select(["owner_id", "state"]).where("id", "=", id);
    expect(await standing.executeTakeFirst()).toEqual({ owner_id: sofia.id, state: "open" });
    expect(await sentAs(run, "ask", "sofia")).toHaveLength(before + 1);
    await run.to("2026-12-11T08:00Z");
    expect(await standing.executeTakeFirst()).toMatchObject({ owner_id: sofia.id });
    await run.to("2027-01-05T08:55Z");
    expect(await textFor(run, "sofia", "monthly", "2027-01-05T09:00:00.000Z")).toContain(
      "Atlas · escalated to Ana Gil on Fri 11 Dec (no answer in time) · ATL-ASK-1 Two engineers?",
    );
  });
});

describe.each(databases)("an ask that was withdrawn and raised again while nobody works, on %s", (database) => {
  it("comes to its decider in one message (B10)", async () => {
    const run = await begin(database);
    const tom = await personIn(run, "tom");
    await run.to("2026-11-14T10:00Z");
    const { id } = await ask(run, "Two engineers?");
    await withdrawAsk(run.app.services, tom, id);
    await run.settle();
    await reopenItem(run.app.services, tom, id);
    await run.to("2026-11-16T12:00Z");
    expect(await sentAs(run, "ask", "sofia")).toHaveLength(1);
  });
});

describe.each(databases)("an ask that was passed on before it went up, on %s", (database) => {
  it("is told as having come up, and not with whom its term ran out (V8)", async () => {
    const run = await begin(database, [SAM]);
    await run.to("2026-11-10T10:00Z");
    const { id } = await ask(run, "Two engineers?");
    const [sofia, sam] = [await personIn(run, "sofia"), await personIn(run, "sam")];
    await delegateAsk(run.app.services, sofia, id, { person: sam, why: "He knows.", isConfirmed: true });
    await run.to("2027-01-05T08:55Z");
    const committee = await textFor(run, "ana", "quarterly", "2027-01-05T09:00:00.000Z");
    expect(committee).toMatch(/· escaladée le .*, faute de réponse dans le délai/);
    expect(committee).not.toContain("adressée à Sam Poe");
  });
});

describe.each(databases)("an ask that was told, passed on and went up after that, on %s", (database) => {
  it("is told as gone up to whoever was told of it and passed it on, and as come up to whom it is with (B5)", async () => {
    const run = await begin(database, [SAM]);
    await run.to("2026-12-01T10:00Z");
    const { id } = await ask(run, "Two engineers?", "2026-12-18");
    await run.to("2026-12-03T09:05Z");
    expect(await textFor(run, "sofia", "monthly", "2026-12-03T09:00:00.000Z")).toContain("Two engineers?");
    const [sofia, sam] = [await personIn(run, "sofia"), await personIn(run, "sam")];
    await run.to("2026-12-03T10:00Z");
    await delegateAsk(run.app.services, sofia, id, { person: sam, why: "He knows.", isConfirmed: true });
    await run.to("2027-01-05T08:55Z");
    expect(await textFor(run, "sofia", "monthly", "2027-01-05T09:00:00.000Z")).toContain(
      "Atlas · escalated to Ana Gil on Tue 8 Dec (no answer in time) · ATL-ASK-1 Two engineers?",
    );
    const committee = await textFor(run, "ana", "quarterly", "2027-01-05T09:00:00.000Z");
    expect(committee).toContain("escaladée le mar. 8 déc.");
    expect(committee).not.toContain("vous a été déléguée");
  });
});

describe.each(databases)("an ask of an answer, on %s", (database) => {
  it("is passed on to nobody by its author who says who decides, nobody having said it before (B5)", async () => {
    const run = await aRun({
      database,
      people: [TOM, SOFIA, ANA],
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["ana", "sofia"] }],
      cadences: [
        {
          ...PROGRESS_TO_SPONSORS,
          questions: [{ key: "ask", type: "long-text", label: "Request", feeds: "ask" }],
          key: "monthly",
          program: "atlas",
        },
      ],
    });
    const { services } = run.app;
    const [tom, sofia, ana] = [await personIn(run, "tom"), await personIn(run, "sofia"), await personIn(run, "ana")];
    await run.to("2026-11-26T10:00Z");
    const prompt = await run.db.selectFrom("prompt").select("id").executeTakeFirstOrThrow();
    await submitCheckIn(services, tom, prompt.id, { answers: { ask: "Can we skip the summer release?" } });
    await run.settle();
    const item = await run.db.selectFrom("item").select(["id", "owner_id"]).executeTakeFirstOrThrow();
    expect(item.owner_id).toBe(ana.id);
    const options = [
      { label: "Yes", doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const form = { kind: "decision" as const, options, recommended: 0, why: "", costOfWaiting: "A week", evidence: "" };
    const whole = { ...form, title: "Can we skip the summer release?", neededBy: "2027-01-29" };

    await run.to("2026-12-01T10:00Z");
    await completeAsk(services, tom, item.id, { ...whole, decider: sofia });
    await run.to("2026-12-03T09:05Z");
    const november = await textFor(run, "sofia", "monthly", "2026-12-03T09:00:00.000Z");
    expect(november).toMatch(/1 decision for you.*Can we skip the summer release\?/s);
    expect(november).not.toContain("passed on");
    // What somebody had been named for is passed on.
    await completeAsk(services, tom, item.id, { ...whole, decider: ana });
    await completeAsk(services, tom, item.id, { ...whole, decider: sofia });
    await delegateAsk(services, sofia, item.id, { person: ana, why: "Hers.", isConfirmed: true });
    await run.to("2027-01-05T08:55Z");
    expect(await textFor(run, "ana", "monthly", "2027-01-05T09:00:00.000Z")).toContain("déléguée par Sofia Rossi");
  });
});

describe.each(databases)("an ask that waits, on %s", (database) => {
  /** Nobody is above its decider, so that it stays with them; both sponsors are told of the program in December. */
  async function told() {
    const run = await aRun({
      database,
      people: [TOM, SOFIA, ANA],
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "ana"] }],
      cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas", readers: ["sponsors"] }],
    });
    await run.to("2026-11-27T10:00Z");
    const item = await ask(run, "A new office?");
    await run.to("2026-12-03T09:05Z");
    expect(await textFor(run, "sofia", "monthly", "2026-12-03T09:00:00.000Z")).toContain("A new office?");
    const edit = async (handle: string, change: Edit) => {
      const actor = await personIn(run, handle);
      await inTransaction(run.db, async (tx) => {
        const found = await itemToAct(run.app.services, tx, actor, item.id);
        await editItem(run.app.services, tx, actor, found, change);
      });
      await run.settle();
    };
    const january = (handle: string) => textFor(run, handle, "monthly", "2027-01-05T09:00:00.000Z");
    const home = async (handle: string) => (await openHome(run, handle)).join("\n").replaceAll("\u00a0", " ");
    return { run, item, edit, january, home };
  }

  it("has a new date where it has a line, beside the one that its reader was told (B5)", async () => {
    const { run, edit, january, home } = await told();
    await run.to("2026-12-10T10:00Z");
    await edit("tom", { dueOn: "2027-01-08" });
    await edit("tom", { dueOn: "2027-01-15" });
    await run.to("2027-01-05T08:55Z");
    expect(await january("sofia")).toContain(
      "A new office? · new date: Fri 15 Jan (was Thu 31 Dec) · asked 39 days ago",
    );
    expect(await home("sofia")).toContain("needed by Fri 15 Jan · first date Thu 31 Dec");
    // The other sponsor has no line of it, and gets none for a date.
    expect(await january("ana")).not.toContain("A new office?");
    await edit("tom", { dueOn: "2027-01-04" });
    expect(await january("sofia")).toContain(
      "was due Mon 4 Jan, overdue · new date instead of Thu 31 Dec · asked 39 days ago",
    );
    await edit("tom", { dueOn: "2026-12-31" });
    expect(await january("sofia")).not.toContain("new date");
  });

  it("is told as passed on to whoever was told that they decide, and whole to whoever does now (B5)", async () => {
    const { run, item, january, home } = await told();
    await run.to("2026-12-10T10:00Z");
    const [sofia, ana] = [await personIn(run, "sofia"), await personIn(run, "ana")];
    await delegateAsk(run.app.services, sofia, item.id, { person: ana, why: "It is hers.", isConfirmed: true });
    await run.settle();
    await run.to("2027-01-05T08:55Z");
    expect(await january("sofia")).toContain(
      "Atlas · delegated to Ana Gil on Thu 10 Dec · ATL-ASK-1 A new office? · was due Thu 31 Dec, overdue",
    );
    const hers = await january("ana");
    expect(hers).toContain("vous a été déléguée par Sofia Rossi le jeu. 10 déc.");
    expect(hers).toContain("Recommandation : Yes");
    expect(await home("ana")).toContain("déléguée par Sofia Rossi");
    const { id } = await ask(run, "A garage?");
    await delegateAsk(run.app.services, sofia, id, { person: ana, why: "It is hers.", isConfirmed: true });
    for (const one of [item.id, id])
      await delegateAsk(run.app.services, ana, one, { person: sofia, why: "Not mine.", isConfirmed: true });
    await run.settle();
    // They are where they were told to be, or were from the first.
    expect(await january("sofia")).toContain("A garage?");
    expect(await january("sofia")).not.toContain("passed on");
    expect(await january("ana")).not.toContain("A new office?");
  });

  it("is told whole again to its decider where it was withdrawn and raised again (B5)", async () => {
    const { run, item, january } = await told();
    const { services } = run.app;
    const tom = await personIn(run, "tom");
    await run.to("2026-12-10T10:00Z");
    await withdrawAsk(services, tom, item.id);
    await run.settle();
    await run.to("2026-12-14T10:00Z");
    await reopenItem(services, tom, item.id);
    await run.to("2027-01-05T08:55Z");
    const again = await january("sofia");
    expect(again).toContain("Recommended: Yes");
    expect(again).not.toContain("withdrawn");
  });

  it("says who passed it on where that was somebody else (B5)", async () => {
    const { run, edit, january } = await told();
    await run.to("2026-12-10T10:00Z");
    await edit("tom", { ownerId: (await personIn(run, "ana")).id });
    await run.to("2027-01-05T08:55Z");
    expect(await january("sofia")).toContain(
      "delegated to Ana Gil by Tom Baker on Thu 10 Dec · ATL-ASK-1 A new office?",
    );
  });
});

function fail(): never {
  throw new Error("No digest was sent.");
}
