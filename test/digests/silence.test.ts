/** Of which check-in a digest says that nobody answers it, and since when. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DigestDocument, LineOf } from "../../src/digests/document.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { anAnswer, aProgram, aRound, fed, theDocument } from "./facts.ts";

const SINCE = "2026-09-30T22:30:00.000Z";

describe("of a program with two check-ins", () => {
  it("names the one that nobody answers, and not the one that is quoted (B3)", () => {
    const document = theDocument([silentIn(["month", null], [fed("progress", "The parser is merged.")])]);
    expect(silentLines(document)).toMatchObject([{ every: "month", since: "2026-09-30" }]);
    expect(told(document)).toContain("no answer to the monthly check-in since Wed 30 Sept");
  });
});

it("is silent of no check-in with an answer in the digest, for whichever round it came (B3)", () => {
  const late = aProgram("Loyalty", null, {
    answers: [anAnswer("Loyalty", [fed("progress", "Done.")], { roundKey: "2026-09-30", roundPeriod: "2026-09" })],
  });
  expect(silentLines(theDocument([late]))).toEqual([]);
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
