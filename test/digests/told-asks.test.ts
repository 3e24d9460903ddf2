/** What came of an ask since a digest told it, by whichever line, is told in the next one, as it was told. */
import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest, previewDigest } from "../../src/digests/use-cases.ts";
import type { Person } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import {
  acknowledgeAsk,
  askBack,
  completeAsk,
  deferAsk,
  delegateAsk,
  withdrawAsk,
} from "../../src/register/asks/use-cases.ts";
import { castVote, putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { editItem, itemToAct, raiseItem } from "../../src/register/use-cases.ts";
import { reopenItem } from "../../src/register/use-cases-acts.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { aRun, PROGRESS_TO_SPONSORS, personIn, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

const MAX = { handle: "max", name: "Max Blanc", tz: "Europe/Paris", locale: "fr-FR" };
const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "en-GB" };
const OPTIONS = ["Yes", "Do nothing"].map((label) => ({ label, doesNothing: label !== "Yes" }));

/** Tom asks Sofia in November's check-in, of some saying who decides, so that both sponsors are told on 3 December. */
async function told(
  database: DatabaseName,
  titles: readonly string[],
  steering: string[] = [],
  unnamed: readonly string[] = [],
) {
  const run = await aRun({
    database,
    people: [TOM, SOFIA, MAX, ANA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "max"], steering }],
    cadences: [
      {
        ...PROGRESS_TO_SPONSORS,
        questions: titles.map((_, place) => ({
          key: `ask${place}`,
          type: "long-text",
          label: "Request",
          feeds: "ask",
        })),
        key: "monthly",
        program: "atlas",
      },
    ],
  });
  const { services } = run.app;
  const people = {
    tom: await personIn(run, "tom"),
    sofia: await personIn(run, "sofia"),
    max: await personIn(run, "max"),
  };
  await run.to("2026-12-02T10:00Z");
  const prompt = await run.db.selectFrom("prompt").select("id").executeTakeFirstOrThrow();
  const answers = Object.fromEntries(titles.map((title, place) => [`ask${place}`, title]));
  await submitCheckIn(services, people.tom, prompt.id, { answers });
  await run.settle();
  const items = await run.db.selectFrom("item").select(["id", "title"]).execute();
  const form = {
    kind: "decision" as const,
    options: OPTIONS,
    recommended: 0,
    why: "",
    costOfWaiting: "A week",
    evidence: "",
    neededBy: "2027-03-15",
  };
  const ids = titles.map((title) => items.find((item) => item.title === title)?.id ?? "");
  const complete = (id: string, decider: Person) =>
    completeAsk(services, people.tom, id, { ...form, title: titles[ids.indexOf(id)] ?? "", decider });
  for (const [place, id] of ids.entries()) if (!unnamed.includes(titles[place] ?? "")) await complete(id, people.sofia);
  await run.to("2026-12-03T10:00Z");
  for (const title of titles) expect(await sent(run, "sofia")).toContain(title);
  return { run, services, ...people, ids, complete };
}

/** One that is in no answer. */
async function raised(run: Run, { title, by, to }: { title: string; by: Person; to: Person }): Promise<string> {
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const details = { kind: "decision" as const, options: OPTIONS, recommended: 0, costOfWaiting: "A week" };
  const form = { details, title, dueOn: "2027-03-15", ownerId: to.id, sourceKey: `test:${title}` };
  const { services } = run.app;
  const { id } = await inTransaction(run.db, (tx) => raiseItem(services, tx, by, programId, { type: "ask", ...form }));
  return id;
}

/** The last digest as it went; where several went in one message, the leading one. */
async function sent(run: Run, handle: string): Promise<string> {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  const digest = await latestDigest(run.db, { workspaceId, personId });
  if (!digest) throw new Error(`no digest for ${handle}`);
  return digestText(digest.document).replaceAll("\u00a0", " ");
}

async function preview(run: Run, handle: string, at: string): Promise<string> {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  const document = await previewDigest(run.db, { workspaceId, personId, rhythm: "monthly" }, at);
  if (!document) throw new Error(`no digest for ${handle}`);
  return digestText(document).replaceAll("\u00a0", " ");
}

/** What PostgreSQL could read otherwise of what is told, the stories of what was passed on and of votes ask it. */
const SQLITE = ["SQLite"] as const;

describe.each(databases)("an ask that was told as gone elsewhere, on %s", (database) => {
  it("is told as withdrawn, or with whoever has it since (B1)", async () => {
    const { run, services, tom, sofia, max, ids } = await told(database, ["A laptop?", "A van?", "A desk?"], ["ana"]);
    const [laptop = "", van = "", desk = ""] = ids;
    const ana = await personIn(run, "ana");
    const up = { tried: "-", effect: "Late", options: "Two", recommendation: "One", matter: null };
    for (const id of [laptop, van]) await passUp(services, sofia, id, up);
    await delegateAsk(services, sofia, desk, { person: max, why: "His.", isConfirmed: true });
    await deferAsk(services, max, desk, "2027-01-08");
    const bus = await raised(run, { title: "A bus?", by: tom, to: sofia });
    await passUp(services, sofia, bus, up);
    await run.to("2027-01-05T08:55Z");
    const january = await preview(run, "sofia", "2027-01-05T09:00:00.000Z");
    expect(january.match(/escalated to Ana Gil on Thu 3 Dec/g)).toHaveLength(3);
    expect(january).toContain("delegated to Max Blanc on Thu 3 Dec");
    await run.to("2027-01-11T10:00Z");
    await passUp(services, max, desk, up);
    await run.to("2027-02-02T10:00Z");
    for (const id of [laptop, bus]) await withdrawAsk(services, tom, id);
    await delegateAsk(services, ana, van, { person: max, why: "His.", isConfirmed: true });
    await run.to("2027-02-03T10:00Z");
    const february = await sent(run, "sofia");
    expect(february).toMatch(/Atlas · withdrawn on Tue 2 Feb by Tom Baker · ATL-ASK-\d A laptop\?/);
    // Told as passed up, and never as one that waits for her.
    expect(february).toMatch(/Atlas · withdrawn on Tue 2 Feb by Tom Baker · ATL-ASK-\d A bus\?/);
    expect(february).toMatch(/Atlas · delegated to Max Blanc by Ana Gil on Tue 2 Feb · ATL-ASK-\d A van\?/);
    expect(february).toMatch(/Atlas · escalated to Ana Gil on Mon 11 Jan · ATL-ASK-\d A desk\?/);
    await run.to("2027-03-03T10:00Z");
    expect(await sent(run, "sofia")).not.toMatch(/A laptop|A desk/);
  });
});

describe.each(SQLITE)(
  "an ask that went up, or came to the committee, and back since it was told, on %s",
  (database) => {
    it("is told as passed on to nobody, whoever has it (B5)", async () => {
      const { run, services, sofia, ids } = await told(database, ["A laptop?", "A van?", "A desk?"], ["ana"]);
      const [laptop = "", van = "", desk = ""] = ids;
      const ana = await personIn(run, "ana");
      const up = { tried: "-", effect: "Late", options: "Two", recommendation: "One", matter: null };
      for (const id of [laptop, desk]) await passUp(services, sofia, id, up);
      await putToCommittee(services, sofia, van, { kind: "circulation", quorum: 1, closesOn: "2026-12-04" });
      await run.to("2026-12-07T10:00Z");
      for (const id of [laptop, van])
        await delegateAsk(services, ana, id, { person: sofia, why: "Hers.", isConfirmed: true });
      await run.settle();
      const hers = await preview(run, "sofia", "2026-12-07T11:00:00.000Z");
      expect(hers).toMatch(/A laptop\? · by Mon 15 Mar · asked 5 days ago$/m);
      expect(hers).toMatch(/A van\? · by Mon 15 Mar · asked 5 days ago$/m);
      expect(hers).toMatch(/escalated to Ana Gil on Thu 3 Dec · ATL-ASK-\d A desk\?/);
      const his = await preview(run, "max", "2026-12-07T11:00:00.000Z");
      expect(his).not.toMatch(/A laptop|A van/);
      expect(his).toMatch(/escaladée à Ana Gil le jeu. 3 déc. · ATL-ASK-\d A desk\?/);
    });
  },
);

describe.each(databases)("an ask that was told and put to the vote of the committee, on %s", (database) => {
  it("is told with how long the vote is open, or how it closed, to both sponsors, once (B1)", async () => {
    const titles = ["A laptop?", "A van?", "A desk?", "A lamp?"];
    const { run, services, sofia, max, ids } = await told(database, titles, ["ana", "max"]);
    const [laptop = "", van = "", desk = "", lamp = ""] = ids;
    const vote = (closesOn: string) => ({ kind: "circulation" as const, quorum: 2, closesOn });
    await putToCommittee(services, sofia, laptop, vote("2026-12-14"));
    await putToCommittee(services, sofia, van, vote("2027-01-15"));
    await askBack(services, sofia, lamp, "Which one?");
    await delegateAsk(services, sofia, desk, { person: max, why: "His.", isConfirmed: true });
    await run.to("2026-12-04T10:00Z");
    await putToCommittee(services, max, desk, vote("2026-12-15"));
    await run.to("2027-01-05T08:55Z");
    const hers = await preview(run, "sofia", "2027-01-05T09:00:00.000Z");
    expect(hers).toMatch(
      /Atlas · sent to the committee for a vote on Thu 3 Dec, closed without a quorum on Mon 14 Dec, Ana Gil decides · ATL-ASK-\d A laptop\?/,
    );
    expect(hers).toMatch(
      /Atlas · sent to the committee for a vote on Thu 3 Dec, open until Fri 15 Jan · ATL-ASK-\d A van\?/,
    );
    expect(hers).toContain(
      "sent to the committee for a vote by Max Blanc on Fri 4 Dec, closed without a quorum on Tue 15 Dec",
    );
    expect(hers).not.toContain("passed on");
    const his = await preview(run, "max", "2027-01-05T08:00:00.000Z");
    expect(his).toMatch(
      /Atlas · soumise au vote du comité par Sofia Rossi le jeu. 3 déc., clos sans quorum le lun. 14 déc., décision confiée à Ana Gil · ATL-ASK-\d A laptop\?/,
    );
    expect(his).toContain("soumise au vote du comité par Sofia Rossi le jeu. 3 déc., ouvert jusqu’au ven. 15 janv.");
    expect(his).not.toContain("A lamp?");
    await run.to("2027-01-12T10:00Z");
    await putToCommittee(services, sofia, lamp, vote("2027-03-12"));
    await run.to("2027-02-03T10:00Z");
    expect(await sent(run, "max")).toMatch(
      /soumise au vote du comité par Sofia Rossi le mar. 12 janv., ouvert jusqu’au ven. 12 mars · ATL-ASK-\d A lamp\?/,
    );
    const february = await sent(run, "sofia");
    expect(february).toMatch(
      /Atlas · the committee’s vote closed without a quorum on Fri 15 Jan, Ana Gil decides · ATL-ASK-\d A van\?/,
    );
    expect(february).not.toMatch(/A laptop|A desk/);
    await run.to("2027-03-03T10:00Z");
    expect(await sent(run, "sofia")).not.toMatch(/A van|A lamp/);
    await run.to("2027-04-06T10:00Z");
    expect(await sent(run, "sofia")).toMatch(/the committee’s vote closed without a quorum on Fri 12 Mar.* A lamp\?/);
  });

  it("says so to whoever represents the committee, and no more once they pass it on (B1)", async () => {
    const { run, services, sofia, max, ids } = await told(database, ["A laptop?", "A van?"], ["max", "ana"]);
    const [laptop = "", van = ""] = ids;
    const ana = await personIn(run, "ana");
    for (const id of ids)
      await putToCommittee(services, sofia, id, { kind: "circulation", quorum: 1, closesOn: "2026-12-14" });
    await castVote(services, max, laptop, null);
    const open = await preview(run, "max", "2026-12-03T11:00:00.000Z");
    expect(open).toContain("soumise au vote du comité par Sofia Rossi le jeu. 3 déc., ouvert jusqu’au lun. 14 déc.");
    expect(open).not.toMatch(/le comité vote|vous a été déléguée/);
    await run.to("2026-12-15T10:00Z");
    await delegateAsk(services, max, van, { person: ana, why: "Hers.", isConfirmed: true });
    await run.to("2027-01-05T08:55Z");
    const his = await preview(run, "max", "2027-01-05T08:00:00.000Z");
    expect(his).toMatch(
      /soumise au vote du comité par Sofia Rossi le jeu. 3 déc., clos sans majorité le lun. 14 déc.\n *A laptop\?/,
    );
    const hers = await preview(run, "sofia", "2027-01-05T09:00:00.000Z");
    expect(hers).toMatch(/Atlas · delegated to Ana Gil by Max Blanc on Tue 15 Dec · ATL-ASK-\d A van\?/);
  });
});

describe.each(SQLITE)("an ask that was told as withdrawn, on %s", (database) => {
  it("is told as raised again to its decider and to whoever else was told, and not where it is withdrawn again (B1)", async () => {
    const { run, services, tom, ids } = await told(database, ["A laptop?", "A van?"]);
    await run.to("2026-12-08T10:00Z");
    for (const id of ids) await withdrawAsk(services, tom, id);
    await run.to("2027-01-05T07:55Z");
    const withdrawn = await preview(run, "max", "2027-01-05T08:00:00.000Z");
    expect(withdrawn.match(/retirée le mar. 8 déc. par Tom Baker/g)).toHaveLength(2);
    await run.to("2027-01-11T10:00Z");
    for (const id of ids) await reopenItem(services, tom, id);
    await run.to("2027-01-12T10:00Z");
    await withdrawAsk(services, tom, ids[1] ?? "");
    await run.to("2027-02-03T10:00Z");
    const his = await sent(run, "max");
    expect(his).toMatch(
      /Atlas · déposée de nouveau le lun. 11 janv. par Tom Baker, décision confiée à Sofia Rossi · ATL-ASK-\d A laptop\?/,
    );
    expect(his).not.toContain("A van?");
    const hers = await sent(run, "sofia");
    expect(hers).toContain("raised again on Mon 11 Jan by Tom Baker");
    expect(hers).not.toContain("A van?");
    await run.to("2027-03-03T10:00Z");
    expect(await sent(run, "max")).not.toContain("de nouveau");
    expect(await sent(run, "sofia")).not.toContain("raised again");
  });
});

describe.each(SQLITE)("an ask of which nobody had said who decides, on %s", (database) => {
  it("is put, not passed on, to whoever is said to decide it (B5)", async () => {
    const titles = ["A laptop?", "A van?", "A desk?", "A lamp?", "A rug?"];
    const { run, services, tom, sofia, max, ids, complete } = await told(database, titles, ["ana"], titles);
    expect(await sent(run, "max")).toContain("sans décideur désigné pour l’instant");
    const [laptop = "", van = "", desk = "", lamp = "", rug = ""] = ids;
    const ana = await personIn(run, "ana");
    await run.to("2026-12-08T10:00Z");
    await complete(laptop, ana);
    for (const id of [desk, lamp, rug]) await complete(id, max);
    for (const id of [van, rug])
      await inTransaction(run.db, async (tx) => {
        await editItem(services, tx, tom, await itemToAct(services, tx, tom, id), { ownerId: ana.id });
      });
    await acknowledgeAsk(services, max, lamp);
    await delegateAsk(services, max, desk, { person: ana, why: "Hers.", isConfirmed: true });
    await run.to("2027-01-05T08:55Z");
    const hers = await preview(run, "sofia", "2027-01-05T09:00:00.000Z");
    expect(hers).toMatch(/Atlas · sent to Ana Gil by Tom Baker on Tue 8 Dec · ATL-ASK-\d A laptop\?/);
    expect(hers).toMatch(/Atlas · sent to Ana Gil by Tom Baker on Tue 8 Dec · ATL-ASK-\d A van\?/);
    expect(hers).toMatch(/Atlas · delegated to Ana Gil by Max Blanc on Tue 8 Dec · ATL-ASK-\d A desk\?/);
    expect(hers).toMatch(/Atlas · sent to Max Blanc by Tom Baker on Tue 8 Dec · ATL-ASK-\d A lamp\?/);
    expect(hers).toMatch(/Atlas · delegated to Ana Gil by Tom Baker on Tue 8 Dec · ATL-ASK-\d A rug\?/);
    const his = await preview(run, "max", "2027-01-05T08:00:00.000Z");
    expect(his).toMatch(/Atlas · adressée à Ana Gil par Tom Baker le mar. 8 déc. · ATL-ASK-\d A laptop\?/);
    expect(his).toMatch(/1 demande pour vous.*A lamp\?/s);
    expect(his).not.toContain("vous a été déléguée");
    await run.to("2027-01-12T10:00Z");
    await delegateAsk(services, ana, van, { person: sofia, why: "Hers.", isConfirmed: true });
    await run.to("2027-02-03T10:00Z");
    expect(await sent(run, "max")).toMatch(
      /Atlas · déléguée à Sofia Rossi par Ana Gil le mar. 12 janv. · ATL-ASK-\d A van/,
    );
  });

  it("is theirs by a rule alone again where it is raised again, and put to nobody (B5)", async () => {
    const { run, services, tom, ids } = await told(database, ["A laptop?"], [], ["A laptop?"]);
    const [laptop = ""] = ids;
    await run.to("2026-12-08T10:00Z");
    await withdrawAsk(services, tom, laptop);
    await run.to("2027-01-05T07:55Z");
    expect(await preview(run, "max", "2027-01-05T08:00:00.000Z")).toContain("retirée le mar. 8 déc. par Tom Baker");
    await run.to("2027-01-11T10:00Z");
    await reopenItem(services, tom, laptop);
    await run.to("2027-02-03T10:00Z");
    expect(await sent(run, "max")).toMatch(
      /Atlas · déposée de nouveau le lun. 11 janv. par Tom Baker, sans décideur désigné pour l’instant · ATL-ASK-1 A laptop\?/,
    );
    const hers = await sent(run, "sofia");
    expect(hers).toContain("“Atlas” has an open request; no one is assigned to decide yet.");
    expect(hers).toMatch(/· no one is assigned to decide · raised again on Mon 11 Jan by Tom Baker\n *A laptop\?/);
    expect(hers).toContain("Incomplete");
    expect(await sentAs(run, "ask", "sofia")).toEqual([]);
  });

  it("is passed on to nobody as the role of whoever had it by a rule ends (B5)", async () => {
    const { run, sofia } = await told(database, ["A laptop?"], ["ana"], ["A laptop?"]);
    await run.db.updateTable("seat").set({ until_date: "2026-12-09" }).where("person_id", "=", sofia.id).execute();
    await run.to("2026-12-10T10:00Z");
    const item = await run.db.selectFrom("item").select("owner_id").executeTakeFirstOrThrow();
    expect(item.owner_id).not.toBe(sofia.id);
    await run.to("2027-01-05T07:55Z");
    expect(await preview(run, "max", "2027-01-05T08:00:00.000Z")).not.toMatch(/transmise|adressée à/);
  });
});

describe.each(SQLITE)("an ask with another date than was told, on %s", (database) => {
  it("has both in a message of the month and the year together (B10)", async () => {
    const { run, services, tom, ids } = await told(database, ["A laptop?"]);
    await run.to("2026-12-10T10:00Z");
    await inTransaction(run.db, async (tx) => {
      const found = await itemToAct(services, tx, tom, ids[0] ?? "");
      await editItem(services, tx, tom, found, { dueOn: "2027-03-22" });
    });
    await run.to("2027-01-05T10:00Z");
    const together = await sent(run, "sofia");
    expect(together).toMatch(/^2026/m);
    expect(together).toContain("new date: Mon 22 Mar (was Mon 15 Mar)");
  });
});

describe.each(SQLITE)("an ask of another with another date than was told, on %s", (database) => {
  it("is told with both, once, beside where it went, and while it is put off not at all (B10)", async () => {
    const { run, services, tom, sofia, ids } = await told(database, ["A laptop?", "A van?", "A desk?"], ["ana"]);
    const [laptop = "", van = "", desk = ""] = ids;
    const redate = (id: string, dueOn: string) =>
      inTransaction(run.db, async (tx) => {
        await editItem(services, tx, tom, await itemToAct(services, tx, tom, id), { dueOn });
      });
    for (const id of [laptop, van, desk]) await redate(id, "2027-03-22");
    await deferAsk(services, sofia, laptop, "2027-01-11");
    await passUp(services, sofia, van, {
      tried: "-",
      effect: "Late",
      options: "Two",
      recommendation: "One",
      matter: null,
    });
    const december = await preview(run, "max", "2026-12-03T11:00:00.000Z");
    expect(december).not.toContain("A laptop?");
    expect(december).toMatch(
      /Atlas · décision confiée à Sofia Rossi · ATL-ASK-\d A desk\? · nouvelle échéance : lun. 22 mars \(au lieu du lun. 15 mars\)/,
    );
    expect(december).toMatch(
      /Atlas · escaladée à Ana Gil le jeu. 3 déc. · ATL-ASK-\d A van\? · nouvelle échéance : lun. 22 mars \(au lieu du lun. 15 mars\)/,
    );
    await run.to("2027-01-12T10:00Z");
    await redate(van, "2027-01-29");
    await run.to("2027-02-03T10:00Z");
    const february = await sent(run, "max");
    expect(february).toMatch(/A laptop\? · nouvelle échéance : lun. 22 mars \(au lieu du lun. 15 mars\)/);
    expect(february).toMatch(
      /Atlas · décision confiée à une autre personne · ATL-ASK-\d A van\? · réponse attendue pour le ven. 29 janv. : en retard · nouvelle échéance, au lieu du lun. 22 mars/,
    );
    expect(february).not.toContain("A desk?");
    await run.to("2027-02-10T10:00Z");
    await redate(desk, "2027-04-30");
    await run.to("2027-03-03T10:00Z");
    expect(await sent(run, "max")).toMatch(/A desk\? · nouvelle échéance : ven. 30 avr. \(au lieu du lun. 22 mars\)/);
  });
});

describe.each(SQLITE)("an ask that was passed on and put off at once, on %s", (database) => {
  it("says on its return who passed it on, also where no digest told that (B1)", async () => {
    const { run, services, tom, sofia, max, ids } = await told(database, ["A laptop?"]);
    expect(await sent(run, "max")).toContain("décision confiée à Sofia Rossi");
    await run.to("2026-12-03T11:00Z");
    const van = await raised(run, { title: "A van?", by: tom, to: sofia });
    await run.to("2026-12-08T10:00Z");
    for (const id of [...ids, van]) {
      await delegateAsk(services, sofia, id, { person: max, why: "His.", isConfirmed: true });
      await deferAsk(services, max, id, "2027-01-12");
    }
    await run.to("2027-01-05T10:00Z");
    expect(await sent(run, "max")).not.toMatch(/A laptop\?|A van\?/);
    await run.to("2027-02-03T10:00Z");
    const back = await sent(run, "max");
    expect(back.match(/reportée au mar. 12 janv., de nouveau à décider/g)).toHaveLength(2);
    expect(back.match(/vous a été déléguée par Sofia Rossi le mar. 8 déc./g)).toHaveLength(2);
    expect(back.match(/Recommandation : Yes/g)).toHaveLength(2);
  });
});
