/** Of which check-in a digest says that nobody answers it, and since when. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GivenFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument, LineOf } from "../../src/digests/document.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aMilestone, anAnswer, aProgram, aRound, earlier, fed, givenIn, green, theDocument } from "./facts.ts";

const SINCE = "2026-09-30T22:30:00.000Z";

describe("of a program with two check-ins", () => {
  it("names the one that nobody answers, and not the one that is quoted (B3)", () => {
    const document = theDocument([silentIn(["month", null], [fed("progress", "The parser is merged.")])]);
    expect(silentLines(document)).toMatchObject([{ every: "month", since: "2026-09-30" }]);
    expect(told(document)).toContain("no answer to the monthly check-in since Wed 30 Sept");
  });

  it("says it of neither where both go by the same words (B3)", () => {
    expect(silentLines(theDocument([silentIn(["week", null], [fed("progress", "The parser is merged.")])]))).toEqual(
      [],
    );
  });

  it("calls the silent one by its own name (B3)", () => {
    const program = silentIn(["week", "Release review"], [fed("progress", "The parser is merged.")]);
    const document = theDocument([program]);
    expect(told(document)).toContain("no answer to “Release review” since Wed 30 Sept");
    const french = theDocument([program], {
      reader: { handle: "s", name: "S", locale: "fr-FR", zone: "Europe/Paris" },
    });
    expect(told(french)).toContain("aucune réponse à « Release review » depuis le jeu. 1er oct.");
  });

  it("is not said to be silent where the digest before told what it answered ahead (B3)", () => {
    const rounds = [
      { ...aRound("Quay", { asked: 1, answered: 1 }), toldBefore: 1 },
      { ...aRound("Quay", { asked: 1, answered: 0 }), id: "next" },
    ];
    const firstLine = (some: typeof rounds) =>
      theDocument([aProgram("Quay", null, { rounds: some }), aProgram("Ferry", [fed("progress", "It sails.")])])
        .bottomLine.case;
    expect(firstLine(rounds.slice(1))).toBe("silent");
    expect(firstLine(rounds)).not.toBe("silent");
  });

  it("says nothing of one that is paused (B3)", () => {
    const program = silentIn(["month", null], [green]);
    for (const cadence of program.cadences) cadence.isActive = false;
    expect(silentLines(theDocument([program]))).toEqual([]);
  });
});

it("is silent of no check-in with an answer in the digest, for whichever round it came (B3)", () => {
  const late = aProgram("Loyalty", null, {
    answers: [anAnswer("Loyalty", [fed("progress", "Done.")], { roundKey: "2026-09-30", roundPeriod: "2026-09" })],
  });
  expect(silentLines(theDocument([late]))).toEqual([]);
});

describe("an answer of the month before that was corrected since", () => {
  const plain = { progress: "The parser is merged.", next: "The printer comes.", blocker: "No licence." };
  const corrected = (told: Partial<typeof plain>, now: Partial<typeof plain>, more: Partial<ProgramFacts> = {}) => {
    const facts = (["progress", "next", "blocker"] as const).flatMap((feed) => {
      const text = now[feed];
      return text === undefined ? [] : [fed(feed, text)];
    });
    const answer = anAnswer("Loyalty", facts, {
      ...{ revision: 2, roundKey: "2026-09-30", roundPeriod: "2026-09", answeredAt: "2026-10-06T10:00:00.000Z" },
      ...{ isLate: false, isRevised: true, told },
    });
    const program = aProgram("Loyalty", null, { answers: [answer], ...more });
    for (const cadence of program.cadences) cadence.lastAnsweredAt = answer.answeredAt;
    return silentLines(theDocument([program])).map(({ every, since }) => ({ every, since }));
  };
  const silent = [{ every: "month", since: "2026-10-06" }];

  it("hides no silence where nothing of it is quoted (B3)", () => {
    expect(corrected(plain, { progress: plain.progress, next: plain.next })).toEqual(silent);
    // What was changed is past.
    expect(corrected(plain, { progress: plain.progress, next: "The printer comes on 20 October." })).toEqual(silent);
  });

  it("hides none where its colour alone stands, and what stands for its date has passed (B3)", () => {
    const given = earlier("Loyalty", "amber", "amber").map((one) => ({ ...one, standsUntil: null }));
    const milestones = [{ ...aMilestone("Loyalty", "2026-10-12"), change: null }];
    for (const one of [...given, ...milestones.flatMap(({ givenBy }) => givenBy)]) one.checkInId = "Loyalty-check-in";
    expect(corrected(plain, { next: plain.next }, { given, milestones })).toEqual(silent);
  });

  it("hides none where it only took a sentence out, moved a date, or gave an ask in its words another (B3)", () => {
    const told = { ...plain, progress: "The parser is merged. The lexer too." };
    expect(corrected(told, { progress: plain.progress })).toEqual(silent);
    const moved = aMilestone("Loyalty", "2026-12-12", "2027-01-15");
    for (const one of moved.givenBy) one.checkInId = "Loyalty-check-in";
    expect(corrected(plain, {}, { milestones: [moved] })).toEqual(silent);
    const asked = (words: string) => {
      const answer = anAnswer("Loyalty", [fed("ask", words), { ...fed("ask", "2026-12-22", "date"), key: "by" }], {
        ...{ revision: 2, roundKey: "2026-09-30", answeredAt: "2026-10-06T10:00:00.000Z" },
        told: { ask: "One engineer for Loyalty?", by: "2026-11-19" },
      });
      const document = theDocument([aProgram("Loyalty", null, { answers: [answer] })]);
      expect(JSON.stringify(document)).toContain(words);
      return silentLines(document).length;
    };
    expect(asked("One engineer for Loyalty?")).toBe(1);
    expect(asked("Two engineers for Loyalty?")).toBe(0);
  });

  it("tells no green again as the last that the digest before had, for the answer that gave it was corrected (B3)", () => {
    const [september] = earlier("Loyalty", "green");
    if (!september) throw new Error("No answer");
    const lastOf = (colour: "green" | "amber") => {
      const revised = { ...september, revision: 2, colour, answeredAt: "2026-10-06T10:00:00.000Z" };
      const program = aProgram("Loyalty", null, { given: [september, revised] });
      return silentLines(theDocument([program])).map(({ last }) => last);
    };
    expect(lastOf("green")).toEqual([undefined]);
    expect(lastOf("amber")).toEqual([{ colour: "amber", on: "2026-10-06" }]);
  });

  it("is no silence where something of it is quoted, be it what blocks and stands (B3)", () => {
    expect(corrected(plain, { ...plain, progress: "The parser is merged. The lexer too." })).toEqual([]);
    expect(corrected(plain, plain)).toEqual([]);
  });
});

it("does not call a program silent whose status somebody gave elsewhere since the digest before (B3)", () => {
  const said = anAnswer("Loyalty", [green], { cadenceId: "Loyalty-weekly", answeredAt: "2026-10-29T10:00:00.000Z" });
  const bottomLineOf = (given: GivenFacts[]) => theDocument([{ ...aProgram("Loyalty", null), given }]).bottomLine.case;
  expect(bottomLineOf([])).toBe("silence");
  expect(bottomLineOf(givenIn(said))).not.toBe("silence");
});

it("is silent of nobody in its first line where all who were asked answered in time for the digest before (B3)", () => {
  const told = { ...aRound("Loyalty", { asked: 2, answered: 2 }), toldBefore: 2 };
  const document = theDocument([aProgram("Loyalty", null, { rounds: [told] })]);
  expect(document.head).toMatchObject({ answered: 2, asked: 2, toldBefore: 2 });
  expect(document.bottomLine.case).not.toBe("silence");
  expect(theDocument([aProgram("Loyalty", null)]).bottomLine.case).toBe("silence");
});

describe.each(databases)("on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(() => db.destroy());

  it("counts from the last answer in the reader's zone, early, late or revised, and not from its round (B3)", async () => {
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z", team: `T-since-${name}` });
    const sponsor = await record.person("sponsor", { zone: "Asia/Tokyo" });
    const lead = await record.person("lead");
    const program = await record.program("loyalty", { seats: { lead: [lead], sponsor: [sponsor] } });
    const asking = { rule: WEEKLY, questions: questionsFeeding("progress") };
    const cadence = await record.cadence(program, asking);
    const other = await record.cadence(program, { ...asking, rule: MONTHLY });
    const services = servicesAt(db, "2025-01-01T00:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const first = await record.round(cadence, "2025-01-16", [lead]);
    await record.answer(first, lead, "2025-01-16T15:00:00.000Z", { progress: "One" });
    await record.answer(first, lead, "2025-01-20T20:00:00.000Z", { progress: "One, and a half" });
    const monthly = await record.round(other, "2025-01-30", [lead]);
    await record.answer(monthly, lead, "2025-01-30T15:00:00.000Z", { progress: "January" });
    services.clock.at = "2025-02-05T09:00:00.000Z";
    await compileDueDigests(services);
    await record.round(cadence, "2025-02-06", [lead]);
    services.clock.at = "2025-03-05T09:00:00.000Z";
    await compileDueDigests(services);
    const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    expect(sent && silentLines(sent.document)).toMatchObject([{ every: "week", since: "2025-01-21" }]);
    expect(sent?.document.bottomLine).toMatchObject({ case: "silence", since: "2025-01-31" });
  });

  it("tells the words that say that it is finished in each digest after them, until it is closed (B3)", async () => {
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z", team: `T-done-${name}` });
    const [sponsor, lead] = [await record.person("sponsor"), await record.person("lead")];
    const program = await record.program("loyalty", { seats: { lead: [lead], sponsor: [sponsor] } });
    const cadence = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress") });
    const services = servicesAt(db, "2025-01-01T00:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const answered = await record.round(cadence, "2025-01-30", [lead]);
    await record.answer(answered, lead, "2025-01-30T15:00:00.000Z", { progress: "We go on." });
    await record.answer(answered, lead, "2025-01-30T16:00:00.000Z", {
      progress: "All went well. The project is finished.",
    });
    const words: unknown[] = [];
    for (const [round, day] of [
      ["2025-01-31", "02-05"],
      ["2025-02-27", "03-05"],
      ["2025-03-31", "04-03"],
      ["2025-04-30", "05-06"],
    ] as const) {
      if (day !== "02-05") await record.round(cadence, round, [lead]);
      services.clock.at = `2025-${day}T09:00:00.000Z`;
      await compileDueDigests(services);
      const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
      words.push(sent && silentLines(sent.document).map(({ since, words }) => [since, words?.text]));
    }
    const finished = [["2025-01-30", "The project is finished."]];
    expect(words).toEqual([[], finished, finished, finished]);
  });
});

/** Nobody answered its check-in of October; a weekly one of theirs was answered so. */
function silentIn([every, title]: ["week" | "month", string | null], answers: ReturnType<typeof fed>[]) {
  const program = aProgram("Loyalty", null);
  const [cadence] = program.cadences;
  if (!cadence) throw new Error("No cadence");
  const weekly = { ...cadence, id: "Loyalty-weekly", every: "week" as const, asksHealth: false };
  program.cadences = [{ ...cadence, every, title, asksHealth: false, lastAnsweredAt: SINCE }, weekly];
  program.rounds.push({ ...aRound("Loyalty", { asked: 1, answered: 1 }), id: "w", cadenceId: "Loyalty-weekly" });
  program.answers = [anAnswer("Loyalty", answers, { cadenceId: "Loyalty-weekly" })];
  return program;
}

function silentLines({ sections }: DigestDocument): LineOf<"silent">[] {
  return sections.flatMap(({ lines }) => lines.flatMap((line) => (line.kind === "silent" ? [line] : [])));
}

function told(document: DigestDocument): string {
  return digestMarkdown(document, { edition: 1, sentAt: "2026-11-04T09:00:00.000Z" }).replaceAll("\u00a0", " ");
}
