/** Asks of the register in the digests of whoever decides them. */
import { describe, expect, it } from "vitest";
import type { AskFacts, DigestFacts } from "../../src/digests/compile/facts.ts";
import { gatherFacts } from "../../src/digests/compile/gather.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { moveItem, raiseItem } from "../../src/register/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { anAnswer, anAsk, aProgram, fed, green, theDocument } from "./facts.ts";

const textWith = (asks: AskFacts[], locale = "en-GB") =>
  digestText(
    theDocument([aProgram("Loyalty", [green], { asks })], { reader: { handle: "s", name: "S", locale, zone: "UTC" } }),
  );

describe("an ask of the register", () => {
  it("is whole the first time, with recommendation, date and cost of waiting", () => {
    const text = textWith([anAsk("Loyalty", { description: "One engineer for Loyalty?\nUntil 15 January." })]);
    expect(text).toContain("1 decision for you");
    expect(text).toContain("1. Loyalty · by Tue\u00a010\u00a0Nov · asked 5 days ago");
    expect(text).toContain("Until 15 January.");
    expect(text).toContain("Recommended: Yes, from Analytics · Cost of waiting: One week of launch per week");
  });

  it("is told once in its newest words, in however many answers it was asked (B10)", () => {
    const ask = anAsk("P", {
      checkInId: "second",
      title: "An engineer, please.",
      isDraft: true,
      namedIn: ["P-check-in", "second"].map((checkInId) => ({ checkInId, question: "ask" })),
    });
    const [earlier, later] = ["One engineer?", "An engineer, please."].map((text, index) => ({
      ...anAnswer("P", [
        { ...fed("ask", text), key: "ask" },
        { ...fed("ask", `Other ${index}`), key: "other" },
      ]),
      ...(index === 1 && { checkInId: "second", answeredAt: "2026-10-31T10:00:00.000Z" }),
    }));
    if (!earlier || !later) throw new Error("no answers");
    const text = digestText(theDocument([aProgram("P", [green], { answers: [earlier, later], asks: [ask] })]));
    expect(text.match(/engineer/g)).toHaveLength(1);
    expect(text).toContain("An engineer, please.");
    expect(text).toMatch(/Other 0[\s\S]*Other 1/);
  });

  it("stands in one line afterwards, with its age, until it is decided", () => {
    const text = textWith([anAsk("Loyalty", { isNew: false, askedAt: "2026-09-04T10:00:00.000Z" })]);
    expect(text).toContain("1. Loyalty · One engineer for Loyalty? · by Tue\u00a010\u00a0Nov · asked 61 days ago");
    expect(text).not.toContain("Recommended");
    const french = textWith([anAsk("Loyalty", { isNew: false })], "fr-FR");
    expect(french).toContain(
      "1. Loyalty · One engineer for Loyalty? · pour le mar.\u00a010\u00a0nov. · déposée il y a 5 jours",
    );
  });

  it("is silent while it is deferred, and where somebody else decides it", () => {
    expect(textWith([anAsk("L", { waitsFor: "date" })])).not.toContain("One engineer");
    expect(textWith([anAsk("L", { isReaders: false })])).not.toContain("One engineer");
    expect(textWith([anAsk("L", { waitsFor: null })])).not.toContain("One engineer");
  });

  it("that somebody else decides is told with their name, and asks nothing of the reader", () => {
    const ask = anAsk("P", { checkInId: "P-check-in", isReaders: false, decider: "Ana Gil", title: "A laptop?" });
    const digest = (more: Partial<DigestFacts> = {}) =>
      theDocument([aProgram("P", [fed("ask", "A laptop?"), green], { asks: [ask] })], more);
    const text = digestText(digest());
    expect(text).toContain("1 decision with others");
    expect(text).toContain("1. P · by Tue\u00a010\u00a0Nov · asked 5 days ago · Ana Gil decides");
    expect(text).toContain("The register has no request for you to decide.");
    expect(digestText(digest({ rhythm: "weekly" }))).toContain("“P” has an open request.");
    const french = digestText(digest({ reader: { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" } }));
    expect(french).toContain("1 demande adressée à d’autres");
    expect(french).toContain("déposée il y a 5 jours · décision confiée à Ana Gil");
    const both = theDocument([
      aProgram("P", [fed("ask", "A laptop?"), green], { asks: [ask, anAsk("Mine", { itemId: "mine" })] }),
    ]);
    expect(digestText(both)).toContain("1 decision for you, 1 with others");
    expect(both.bottomLine).toMatchObject({ case: "ask", asks: 1 });
  });

  it("that the committee votes on is told with that, and nobody who has a vote is told that nothing is asked of them (B1)", () => {
    const vote = {
      put: { at: "2026-11-02T10:00:00.000Z", by: "Ana Gil" },
      until: "2026-11-20T18:00:00.000Z",
      closed: null,
    };
    const ask = anAsk("P", { checkInId: "P-check-in", isReaders: false, decider: "Ana Gil", title: "A laptop?" });
    const digest = (isToVote: boolean, feeds = [fed("ask", "A laptop?"), green]) =>
      theDocument([aProgram("P", feeds, { asks: [{ ...ask, waitsFor: "committee", vote, isToVote }] })]);
    expect(digestText(digest(false))).toContain(
      "Ana Gil decides · sent to the committee for a vote by Ana Gil on Mon\u00a02\u00a0Nov, open until Fri\u00a020\u00a0Nov",
    );
    expect([false, true].map((isToVote) => digest(isToVote).bottomLine.case)).toEqual(["no-request", "unsaid"]);
    const later = [false, true].map((isToVote) => digest(isToVote, [green]).bottomLine.case);
    expect(later).toEqual(["no-request", "unsaid"]);
  });

  it("that waits for its author or for a vote is not counted as waiting for its reader (B1)", () => {
    const asking = (of: string, waitsFor: AskFacts["waitsFor"]) => anAsk(of, { itemId: of, waitsFor });
    const digest = (asks: AskFacts[], more: Partial<DigestFacts> = {}) =>
      digestText(theDocument([aProgram("P", [green], { asks })], more)).replaceAll("\u00a0", " ");
    const [own, voted, asked] = [asking("One", "decider"), asking("Three", "committee"), asking("Two", "asker")];
    const all = digest([own, asked, voted]);
    expect(all).toContain("“P” needs a decision from you.");
    expect(all).toMatch(/3 decisions for you.*the committee is voting.*waiting for an answer to your question/s);
    expect(digest([asked, voted])).toContain("“P” has 2 open requests for you.");
    expect(digest([voted])).toContain("“P” has an open request for you.");
    const french = { reader: { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" } };
    expect(digest([asked, voted], french)).toMatch(
      /« P » vous a adressé 2 demandes, toujours en cours\..*2 demandes pour vous/s,
    );
    const several = [aProgram("P", [green], { asks: [asked] }), aProgram("Q", [green], { asks: [voted] })];
    expect(digestText(theDocument(several))).toContain("2 open requests for you, the first from “P”.");
    // A digest for those who do the work tells what is asked, whomever it waits for.
    expect(digest([own, voted], { rhythm: "weekly" })).toContain("“P” has 2 open requests.");
  });

  it("that goes up is told to whoever had it: to whom, when and why; and no longer asked of them", () => {
    const left = (because: "term" | "hand") =>
      anAsk("P", {
        isReaders: false,
        decider: "Ana Gil",
        wentUp: { at: "2026-11-03T09:00:00.000Z", to: "Ana Gil", because, isFromReader: true },
      });
    const [changed] = theDocument([aProgram("P", [green], { asks: [left("term")] })]).sections;
    expect(changed?.section).toBe("changed");
    expect(changed?.lines[0]).toMatchObject({ kind: "risen-ask", sources: [{ kind: "item", id: "P-item" }] });
    expect(textWith([left("term")])).toContain(
      "Loyalty · escalated to Ana Gil on Tue\u00a03\u00a0Nov (no answer in time) · ASK-1 One engineer for P?",
    );
    expect(textWith([left("hand")])).toContain("Loyalty · escalated to Ana Gil on Tue\u00a03\u00a0Nov · ASK-1");
    expect(textWith([left("term")], "fr-FR")).toContain(
      "Loyalty · escaladée à Ana Gil le mar.\u00a03\u00a0nov., faute de réponse dans le délai · ASK-1 One engineer for P?",
    );
    expect(textWith([left("term")])).toContain("No decisions for you.");
  });

  it("is told as decided once, and no more", () => {
    const outcome = {
      text: "Yes, from Analytics",
      decidedAt: "2026-10-20T10:00:00.000Z",
      body: "sponsor" as const,
      days: 4,
      isNew: true,
    };
    const told = textWith([anAsk("Loyalty", { outcome, waitsFor: null })]);
    expect(told).toContain(
      "✔ Loyalty · decided on Tue\u00a020\u00a0Oct · ASK-1 One engineer for Loyalty? → Yes, from Analytics",
    );
    expect(told).toContain("1 decision, median time 4 working days");
    expect(told).not.toContain("for you");
    const later = textWith([anAsk("Loyalty", { outcome: { ...outcome, isNew: false }, waitsFor: null })]);
    expect(later).not.toContain("✔");
  });

  it("that others decided is named wherever it is counted: to the team all, to those above what bodies decided", () => {
    const said = (rhythm: "weekly" | "monthly", body: "committee" | "lead" | "other", more: Partial<AskFacts> = {}) => {
      const outcome = { text: "Go", decidedAt: "2026-10-20T10:00:00.000Z", body, days: 4, isNew: true };
      const ask = anAsk("Loyalty", { isReaders: false, decider: "Ana Gil", waitsFor: null, outcome, ...more });
      const text = digestText(theDocument([aProgram("Loyalty", [green], { asks: [ask] })], { rhythm }));
      return { isNamed: text.includes("✔ Loyalty · decided"), isCounted: text.includes("1 decision, median time") };
    };
    const both = { isNamed: true, isCounted: true };
    const neither = { isNamed: false, isCounted: false };
    expect(said("weekly", "committee")).toEqual(both);
    expect(said("weekly", "lead")).toEqual(both);
    expect(said("weekly", "other")).toEqual({ isNamed: true, isCounted: false });
    expect(said("monthly", "committee")).toEqual(both);
    expect(said("monthly", "lead")).toEqual(neither);
    // What the record keeps from the reader, the digest does too.
    expect(said("weekly", "committee", { isOpen: false })).toEqual(neither);
    expect(said("monthly", "committee", { isOpen: false })).toEqual(neither);
  });

  it("puts what is overdue first, then what is new, then what stands", () => {
    const document = theDocument([
      aProgram("P", [green], {
        asks: [
          anAsk("Standing", { isNew: false }),
          anAsk("New"),
          anAsk("Overdue", { isNew: false, neededBy: "2026-11-02" }),
        ],
      }),
    ]);
    const asks = document.sections.find(({ section }) => section === "asks")?.lines ?? [];
    expect(asks.map((line) => line.sources[0].id)).toEqual(["Overdue-item", "New-item", "Standing-item"]);
    expect(document.bottomLine).toMatchObject({ case: "overdue-ask", neededBy: "2026-11-02" });
    expect(digestText(document)).toContain("1 request overdue");
  });
});

describe.each(databases)("the asks that a digest reads, on %s", (database) => {
  it("are those of its programs that wait or were decided since, each with whether it was told", async () => {
    const db = await aDatabase(database);
    const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
    const services = servicesAt(db, "2026-09-10T08:00:00.000Z");
    const person = async (handle: string) => personById(db, record.workspaceId, (await record.person(handle)).id);
    const [sofia, ana] = [await person("Sofia"), await person("Ana")];
    const program = await record.program("atlas", { seats: { lead: [ana], sponsor: [sofia] } });
    const cadence = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress") });
    await record.round(cadence, "2026-10-30", [ana]);
    const raise = (at: string, title: string) => {
      services.clock.at = at;
      return inTransaction(db, (tx) =>
        raiseItem(services, tx, ana, program.id, {
          type: "ask",
          details: { kind: "decision" },
          title,
          sourceKey: title,
        }),
      );
    };
    await raise("2026-10-12T08:00:00.000Z", "A desk?");
    const withdrawn = await raise("2026-10-12T09:00:00.000Z", "A chair?");
    await inTransaction(db, (tx) => moveItem(services, tx, ana, withdrawn, { to: "withdrawn", event: "withdrawn" }));
    await raise("2026-11-10T08:00:00.000Z", "After the digest?");
    const reader = { workspaceId: record.workspaceId, personId: sofia.id, rhythm: "monthly" as const };
    const asksAt = async (at: string) => {
      const facts = await gatherFacts(db, reader, at);
      return facts?.programs[0]?.asks.map(({ title, isReaders, isNew, waitsFor }) => ({
        title,
        isReaders,
        isNew,
        waitsFor,
      }));
    };
    expect(await asksAt("2026-11-04T09:00:00.000Z")).toEqual([
      { title: "A desk?", isReaders: true, isNew: true, waitsFor: "decider" },
      { title: "A chair?", isReaders: true, isNew: true, waitsFor: null },
    ]);
    expect((await asksAt("2026-11-04T09:00:00.000Z"))?.map(({ title }) => title)).not.toContain("After the digest?");
    await db.destroy();
  });
});
