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
import { amber, anAnswer, anAsk, aProgram, fed, green, red, theDocument } from "./facts.ts";

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

  it.each([
    ...["No asks this month.", "Aucune demande ce mois-ci.", "Nothing needed (from you)", "None – all on track"],
    ...["RAS - tout va bien", "`N/A`", "> N/A", "1. N/A", "N/A 👍", "&nbsp;", "Pas de décision attendue"],
  ])("is none where the answer says that there is none: %j (B1)", (none) => {
    const textOf = (ask: string) => digestText(theDocument([aProgram("P", [green, fed("ask", ask)])]));
    expect(textOf(none)).toBe(textOf("None."));
    expect(textOf("No decision needed if Leeds confirms – else we need 20k.")).toContain("else we need 20k");
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

  it("that waits for its author or for a vote opens after what is at risk, and before what was decided (B1)", () => {
    const openingOf = (waitsFor: AskFacts["waitsFor"], ...others: ReturnType<typeof aProgram>[]) =>
      theDocument([aProgram("P", [green], { asks: [anAsk("P", { waitsFor })] }), ...others]).bottomLine;
    for (const [colour, given] of [["new-red", red] as const, ["new-amber", amber] as const]) {
      const worse = aProgram("Q", [given]);
      expect(openingOf("asker", worse)).toMatchObject({ case: colour, program: "Q" });
      expect(openingOf("committee", worse)).toMatchObject({ case: colour, program: "Q" });
      expect(openingOf("decider", worse)).toMatchObject({ case: "ask", program: "P" });
    }
    const outcome = { text: "Yes", decidedAt: "2026-11-02T10:00:00.000Z", body: "lead" as const, days: 2, isNew: true };
    const decided = aProgram("Q", [green], { asks: [anAsk("Q", { waitsFor: null, outcome })] });
    expect(openingOf("committee", decided)).toMatchObject({ case: "ask", isElsewhere: true, program: "P" });
    const unnamed = aProgram("U", [green], { asks: [anAsk("U", { isByRule: true })] });
    expect(openingOf("asker", unnamed, aProgram("Q", [red]))).toMatchObject({
      case: "ask",
      isByRule: true,
      program: "U",
    });
    expect(theDocument([aProgram("R", null, { asks: [anAsk("R", { waitsFor: "asker" })] })]).bottomLine.case).toBe(
      "silence",
    );
  });

  it.each([
    ["Europe/Paris", "2026-11-20"],
    ["Asia/Kolkata", "2026-11-20"],
    ["America/New_York", "2026-11-20"],
  ])("that the committee votes on is open until a day on which there is time to vote in %s (B6)", (zone, day) => {
    // 18:00 in New York.
    const vote = {
      put: { at: "2026-11-02T10:00:00.000Z", by: "Ana" },
      until: "2026-11-20T23:00:00.000Z",
      closed: null,
    };
    const toldAs = { at: "2026-10-05T09:00:00.000Z", neededBy: null, isWithdrawn: false };
    const ask = anAsk("P", { waitsFor: "committee", vote, toldAs });
    const { sections } = theDocument([aProgram("P", [green], { asks: [ask] })], {
      reader: { handle: "s", name: "S", locale: "en-GB", zone },
    });
    expect(JSON.stringify(sections)).toContain(`"until":"${day}"`);
  });

  it("is as old for each of its readers: since it was asked, and not since it was asked again (P25)", () => {
    const ages = [true, false].flatMap((isReaders) => {
      const ask = anAsk("P", {
        checkInId: "P-check-in",
        isReaders,
        title: "A laptop?",
        askedAt: "2026-10-22T13:20:00.000Z",
      });
      const { sections } = theDocument([aProgram("P", [fed("ask", "A laptop?"), green], { asks: [ask] })]);
      return sections.flatMap(({ lines }) =>
        lines.flatMap((line) => (line.kind === "ask" ? [{ on: line.askedOn, daysAgo: line.daysAgo }] : [])),
      );
    });
    expect(ages).toEqual([
      { on: "2026-10-22", daysAgo: 13 },
      { on: "2026-10-22", daysAgo: 13 },
    ]);
  });

  it("says on the day it is back that it had been put off", () => {
    const back = anAsk("P", { isNew: false, backOn: "2026-11-02" });
    expect(textWith([back])).toContain("asked 5 days ago · postponed to Mon\u00a02\u00a0Nov, due again");
    expect(textWith([back], "fr-FR")).toContain("reportée au lun.\u00a02\u00a0nov., de nouveau à décider");
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

  it("that somebody else has put off waits for nobody: it is told on its day (B1)", () => {
    const textOf = (waitsFor: "date" | "decider") => {
      const ask = anAsk("P", { checkInId: "P-check-in", isReaders: false, decider: "Max Lang", waitsFor });
      return digestText(theDocument([aProgram("P", [fed("ask", "One engineer for P?"), green], { asks: [ask] })]));
    };
    expect(textOf("decider")).toContain("Max Lang decides");
    expect(textOf("date")).not.toContain("One engineer");
  });

  it("that went up and was passed on is told with who has it now (B5)", () => {
    const wentUp = { at: "2026-11-03T09:00:00.000Z", to: "Ana Gil", because: "term", isFromReader: true } as const;
    const ask = anAsk("P", { isReaders: false, decider: "Max Lang", wentUp });
    expect(textWith([ask])).toContain(
      "escalated to Ana Gil on Tue\u00a03\u00a0Nov (no answer in time), now with Max Lang · ASK-1",
    );
    expect(textWith([ask], "fr-FR")).toContain(
      "escaladée à Ana Gil le mar.\u00a03\u00a0nov., faute de réponse dans le délai, désormais confiée à Max Lang · ASK-1",
    );
  });

  it("that came up says when and why, and where a term ran out not with whom (V8)", () => {
    const came = (because: "term" | "hand") =>
      anAsk("P", { cameUp: { at: "2026-11-03T09:00:00.000Z", from: "Sofia Rossi", because } });
    expect(textWith([came("term")])).toContain(
      "asked 5 days ago · escalated on Tue\u00a03\u00a0Nov (no answer in time)",
    );
    expect(textWith([came("hand")])).toContain("escalated from Sofia Rossi on Tue\u00a03\u00a0Nov");
    expect(textWith([came("term")], "fr-FR")).toContain(
      "escaladée le mar.\u00a03\u00a0nov., faute de réponse dans le délai",
    );
    expect(textWith([{ ...came("hand"), isNew: false }], "fr-FR")).toContain(
      "auparavant confiée à Sofia Rossi, escaladée le mar.\u00a03\u00a0nov.",
    );
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

  it("decided in the period but told in the digest before is not counted again", () => {
    const outcome = {
      text: "Go",
      decidedAt: "2026-10-02T08:00:00.000Z",
      body: "sponsor" as const,
      days: 4,
      isNew: false,
    };
    expect(textWith([anAsk("Loyalty", { outcome, waitsFor: null })])).not.toContain("decision");
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

  it("completed from an answer, is told by its question, since the rest stands below it; incomplete, as it was typed", () => {
    const typed = "One engineer for P? I recommend yes. Each week of waiting is one more week on the launch.";
    const of = (more: Partial<AskFacts>) =>
      digestText(
        theDocument([
          aProgram("P", [fed("ask", typed)], {
            asks: [anAsk("P", { description: typed, checkInId: "P-check-in", ...more })],
          }),
        ]),
      );
    expect(of({})).toContain("One engineer for P?\n");
    expect(of({})).not.toContain("I recommend yes");
    expect(of({ isDraft: true, options: [], recommended: null, costOfWaiting: null })).toContain(typed);
  });

  it("is the same as the answer that it was made of: told once, by its own words", () => {
    const ask = anAsk("P", { title: "A laptop?", checkInId: "P-check-in" });
    const document = theDocument([aProgram("P", [fed("ask", "A laptop?")], { asks: [ask] })]);
    const asks = document.sections.find(({ section }) => section === "asks")?.lines ?? [];
    expect(asks).toMatchObject([
      {
        kind: "ask",
        quote: { text: "A laptop?" },
        item: { id: "P-item" },
        sources: [{ kind: "check-in" }, { kind: "item" }],
      },
    ]);
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
