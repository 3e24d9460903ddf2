/** Each program that a digest covers has a line in it, also where nobody said anything that is quoted. */

import { describe, expect, it } from "vitest";
import type { DigestFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  compileDueDigests,
  latestDigest,
  previewOwnDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { anAnswer, aProgram, aRound, earlier, fed, givenIn, green, red, theDocument } from "./facts.ts";

const FRENCH = { handle: "s", name: "S", locale: "fr-FR", zone: "Europe/Paris" };

/** The line of Quay beside a program that has answered. */
function told(quay: ProgramFacts, reader?: typeof FRENCH, more: Partial<DigestFacts> = {}): string | undefined {
  const document = theDocument([aProgram("Ferry", [green]), quay], { ...(reader && { reader }), ...more });
  return digestText(document)
    .replaceAll("\u00a0", " ")
    .split("\n")
    .find((line) => line.includes("Quay · "))
    ?.trim();
}

/** Answered in time for the digest before, which told it. */
const before = { ...aRound("Quay", { asked: 1, answered: 1 }), toldBefore: 1 };

function quay(answers: Parameters<typeof aProgram>[1], more: Partial<ProgramFacts> = {}) {
  const program = aProgram("Quay", answers, more);
  for (const cadence of program.cadences) cadence.lastAnsweredAt = "2026-10-05T08:00:00.000Z";
  return program;
}

function unasked(answers: Parameters<typeof aProgram>[1], more: Partial<ProgramFacts> = {}) {
  const { cadences } = aProgram("Quay", null);
  return quay(answers, { cadences: cadences.map((one) => ({ ...one, asksHealth: false })), ...more });
}

describe("a program without a status", () => {
  it("that answered without one, in words that are not quoted, is told with the day of that (B3)", () => {
    expect(told(quay([]))).toBe("⚪ Quay · no recent update: answered on Fri 30 Oct, no status given");
    expect(told(quay([]), FRENCH)).toBe("⚪ Quay · sans mise à jour récente : réponse le ven. 30 oct., sans statut");
  });

  it("is told so also where other words of it are quoted, as on Home (B3)", () => {
    expect(told(quay([fed("progress", "The parser is merged.")]))).toContain("no status given");
  });

  it("is not said to have given none where one came too late to stand (B3)", () => {
    const late = anAnswer("Quay", [red], { roundKey: "2026-08-31" });
    const given = givenIn(late).map((one) => ({ ...one, standsUntil: "2026-09-30T17:00:00.000Z" }));
    expect(told({ ...quay(null, { answers: [late] }), given })).toBe(
      "⚪ Quay · no recent update; last: 🔴 Off track, Fri 30 Oct",
    );
  });

  it("whose check-in had no round in the period is told as not asked (B3)", () => {
    const program = quay(null, { rounds: [] });
    expect(told(program)).toBe("⚪ Quay · no recent update: no check-in asked for a status in this period");
    expect(told(program, FRENCH)).toBe(
      "⚪ Quay · sans mise à jour récente : aucun point d’étape n’a demandé le statut pendant la période",
    );
    // One of which this digest does not tell.
    program.asked.push({ cadenceId: "Quay-yearly", opensAt: "2026-10-20T08:00:00.000Z", every: "year" });
    expect(told(program)).toBe("⚪ Quay · no recent update");
  });

  it("is given no reason in a preview, where the check-in is still to come (B3)", () => {
    const running = { cutOffAt: "2026-10-20T12:00:00.000Z" };
    const program = quay(null, { rounds: [] });
    expect(told(program, undefined, running)).toBe("⚪ Quay · no recent update");
    expect(told(program, FRENCH, running)).toBe("⚪ Quay · sans mise à jour récente");
    // One before it, that was answered, and one of a check-in that this digest does not tell.
    const before = { cadenceId: "Quay-monthly", opensAt: "2026-10-05T07:00:00.000Z", every: "month" as const };
    program.asked.push(before, { ...before, cadenceId: "Quay-yearly", opensAt: "2026-10-06T07:00:00.000Z" });
    expect(told(program, undefined, running)).toBe("⚪ Quay · no recent update");
  });

  it("is told in a preview as silent where a check-in before the period is unanswered (B3)", () => {
    const running = { cutOffAt: "2026-10-20T12:00:00.000Z" };
    const asked = [{ cadenceId: "Quay-monthly", opensAt: "2026-10-05T09:00:00.000Z", every: "month" as const }];
    const program = quay(null, { rounds: [], asked });
    expect(told(program, undefined, running)).toBe(
      "⚪ Quay · no recent update (no answer to the monthly check-in since Mon 5 Oct)",
    );
    expect(told(program, FRENCH, running)).toBe(
      "⚪ Quay · sans mise à jour récente : aucune réponse au point mensuel depuis le lun. 5 oct.",
    );
    const document = theDocument([aProgram("Ferry", [fed("progress", "It sails.")]), program], running);
    expect(document.bottomLine.case).not.toBe("silent");
  });

  it("has its colours in the portfolio of a preview (B8)", () => {
    const asking = ["Ferry", "Lock", "Mole"].map((key) => aProgram(key, [green], { given: earlier(key, "green") }));
    const program = quay(null, { rounds: [], given: earlier("Quay", null, "red") });
    const inPortfolio = (cutOffAt: string) =>
      theDocument([...asking, program], { cutOffAt }).sections.flatMap(({ lines }) =>
        lines.flatMap((line) => (line.kind === "portfolio" ? [line.program] : [])),
      );
    expect(inPortfolio("2026-10-31T12:00:00.000Z")).toContain("Quay");
    expect(inPortfolio("2026-11-04T09:00:00.000Z")).not.toContain("Quay");
  });

  it("that answered in time for the digest before is told with the day of its last answer (B3)", () => {
    expect(told(quay(null, { rounds: [before] }))).toBe("⚪ Quay · no recent update: last answered on Mon 5 Oct");
    expect(told(quay(null, { rounds: [before] }), FRENCH)).toBe(
      "⚪ Quay · sans mise à jour récente : dernière réponse le lun. 5 oct.",
    );
  });
});

describe("a program that nobody is asked the status of, and of which nothing is quoted", () => {
  const paused = (rounds: ProgramFacts["rounds"]) => {
    const program = unasked(null, { rounds });
    for (const cadence of program.cadences) cadence.isActive = false;
    return program;
  };
  it.each([
    ["answered on Fri 30 Oct", "réponse le ven. 30 oct.", unasked([])],
    [
      "nothing to report, Fri 30 Oct",
      "rien à signaler, ven. 30 oct.",
      unasked(null, { answers: [anAnswer("Quay", [], { nothingToReport: true })] }),
    ],
    ["last answered on Mon 5 Oct", "dernière réponse le lun. 5 oct.", unasked(null, { rounds: [before] })],
    [
      "no check-in took place in this period",
      "aucun point d’étape n’a eu lieu pendant la période",
      unasked(null, { rounds: [] }),
    ],
    [
      "no answer in this period",
      "aucune réponse pendant la période",
      paused([aRound("Quay", { asked: 2, answered: 0 })]),
    ],
    [
      "no one was asked in this period",
      "aucun point d’étape envoyé pendant la période",
      paused([aRound("Quay", { asked: 0, answered: 0 })]),
    ],
  ])("is told as: %s (B3)", (english, french, program) => {
    expect(told(program)).toBe(`Quay · ${english}`);
    expect(told(program, FRENCH)).toBe(`Quay · ${french}`);
  });

  it("has no such line where something else is told of it (B3)", () => {
    expect(told(unasked([fed("blocker", "No test data")]))).toBe("Quay · blocker");
    expect(told(unasked([fed("bottom-line", "We are nearly there.")]))).toBeUndefined();
  });
});

/** Led by Tom, and sponsored by Sofia, who is told how they stand. */
async function twoProgramsIn(db: Db) {
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const services = servicesAt(db, "2026-09-04T08:00:00.000Z");
  const [tom, sofia] = [await record.person("tom"), await record.person("sofia")];
  const seats = { lead: [tom], sponsor: [sofia] };
  const [atlas, quay] = [await record.program("atlas", { seats }), await record.program("quay", { seats })];
  const shared = { questions: questionsFeeding("health"), readers: ["sponsors"] };
  return { record, services, tom, sofia, atlas, quay, shared };
}

it.each(databases)("a digest of a month has a line of what is asked by the quarter alone, on %s (B3)", async (name) => {
  const db = await aDatabase(name);
  const { record, services, tom, sofia, atlas, quay, shared } = await twoProgramsIn(db);
  const monthly = await record.cadence(atlas, { rule: MONTHLY, ...shared });
  const rule = { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant" } as const;
  const quarterly = await record.cadence(quay, { rule, ...shared });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  await record.round(quarterly, "2026-09-30", [tom]);
  await record.answer(await record.round(monthly, "2026-10-30", [tom]), tom, "2026-10-30T15:00:00.000Z", {
    health: { colour: "green" },
  });
  services.clock.at = "2026-11-04T09:00:00.000Z";
  await compileDueDigests(services);
  const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sofia.id });
  if (!sent) throw new Error("No digest");
  expect(sent.document.programs).toHaveLength(2);
  const text = digestText(sent.document).replaceAll("\u00a0", " ");
  expect(text).toContain("quay · no recent update: no check-in asked for a status in this period");
  expect(digestMarkdown(sent.document, { edition: 1, sentAt: null })).toContain(`quay (program ${quay.id}`);
  await db.destroy();
});

it.each(databases)(
  "a preview before the check-in of its month says since when a program is silent, on %s (B3)",
  async (name) => {
    const db = await aDatabase(name);
    const { record, services, tom, sofia, atlas, quay, shared } = await twoProgramsIn(db);
    const weekly = await record.cadence(atlas, { rule: WEEKLY, ...shared });
    const monthly = await record.cadence(quay, { rule: MONTHLY, ...shared });
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const red = { health: { colour: "red" as const, reason: "The crane" } };
    await record.answer(await record.round(monthly, "2026-09-30", [tom]), tom, "2026-09-30T15:00:00.000Z", red);
    services.clock.at = "2026-10-05T09:00:00.000Z";
    await compileDueDigests(services);
    await record.round(monthly, "2026-10-30", [tom]);
    services.clock.at = "2026-11-04T09:00:00.000Z";
    await compileDueDigests(services);
    await record.answer(await record.round(weekly, "2026-11-12", [tom]), tom, "2026-11-12T15:00:00.000Z", red);
    const told = async () => {
      const digest = await latestDigest(db, { workspaceId: record.workspaceId, personId: sofia.id });
      const preview = await previewOwnDigest(services, await personById(db, record.workspaceId, sofia.id));
      return [digest?.document, preview.document].map((document) =>
        (document ? digestText(document) : "")
          .replaceAll("\u00a0", " ")
          .split("\n")
          .find((line) => line.includes("quay · ")),
      );
    };
    services.clock.at = "2026-11-18T09:00:00.000Z";
    const [sent, coming] = await told();
    expect(sent).toContain("quay · no recent update (no answer to the monthly check-in since Wed 30 Sept)");
    expect(coming).toBe(sent);
    await db.destroy();
  },
);
