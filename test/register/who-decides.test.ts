/** Who decides an ask of an answer, and whether anybody said so: the same on every surface. */
import { describe, expect, it, onTestFinished } from "vitest";
import { causesFor, readAround } from "../../src/alerts/causes.ts";
import { programNow } from "../../src/health/program-facts.ts";
import { homeTab } from "../../src/home-tab.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { asksFor } from "../../src/register/asks/ask.ts";
import { askMessage, completionMessage } from "../../src/register/asks/blocks.ts";
import { isByRule } from "../../src/register/asks/rules.ts";
import { answerAskBack, askBack } from "../../src/register/asks/use-cases.ts";
import { itemView, listedBlocks } from "../../src/register/blocks.ts";
import { listRecord, showItem } from "../../src/register/list/use-cases.ts";
import { itemsToTell } from "../../src/register/told/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const ENGLISH = { locale: "en-GB", zone: "UTC" };
const FRENCH = { locale: "fr-FR", zone: "UTC" };
const NOW = "2026-09-25T10:00:00.000Z";

/** An ask in Tom's answer, which the program's first sponsor has. */
async function anAnswerAsking(db: Db, title: string) {
  const record = await aRecord(db);
  const [lead, sponsor] = [await record.person("tom"), await record.person("ana", { name: "Ana Gil" })];
  const program = await record.program("p", { title: "Loyalty", seats: { lead: [lead], sponsor: [sponsor] } });
  const cadence = await record.cadence(program, { questions: questionsFeeding("ask") });
  const round = await record.round(cadence, "2026-09-24", [lead]);
  const { checkInId, revision } = await record.answer(round, lead, "2026-09-24T11:00:00.000Z", { ask: title });
  const [tom, ana] = [
    await personById(db, record.workspaceId, lead.id),
    await personById(db, record.workspaceId, sponsor.id),
  ];
  const services = servicesAt(db, "2026-09-24T11:00:00.000Z");
  const { id } = await inTransaction(db, (tx) =>
    raiseItem(services, tx, tom, program.id, {
      type: "ask",
      details: { kind: "decision" },
      title,
      description: title,
      sourceKey: `check-in:${checkInId}:ask`,
      checkIn: { roundId: round.id, id: checkInId, revision },
    }),
  );
  const of = { workspaceId: record.workspaceId, programIds: [program.id] };
  /** What each surface tells of it. */
  const told = async () => {
    const [ask] = await asksFor(db, ENGLISH, { ...of, at: NOW });
    if (!ask) throw new Error("There is no ask");
    const tab = homeTab({ services: servicesAt(db, NOW), releasedAt: "1970-01-01T00:00:00.000Z" });
    const visitor = await tab.visitorOf(ana);
    const home = [];
    for (const section of tab.sections) home.push(...(await section(visitor)));
    const [item] = await itemsToTell(db, { ...of, endedAfter: "2026-09-01T00:00:00.000Z" });
    if (item?.type !== "ask") throw new Error("There is nothing to tell");
    const all = { isMine: false, programId: null, type: null, state: "all" as const };
    const listed = await listRecord(services, tom, all);
    return {
      home: JSON.stringify(home),
      receipt: completionMessage(ENGLISH, ask)
        .blocks.map((block) => JSON.stringify(block))
        .join("\n"),
      recu: completionMessage(FRENCH, ask)
        .blocks.map((block) => JSON.stringify(block))
        .join("\n"),
      elsewhere: askMessage(ENGLISH, ask, { isDecider: false }).text,
      listed: JSON.stringify(listed.flatMap((one) => listedBlocks(ENGLISH, one, "2026-09-25"))),
      opened: JSON.stringify(itemView(ENGLISH, await showItem(services, tom, id), "2026-09-25")),
      inDigest: isByRule(item),
    };
  };
  return { record, program, services, tom, ana, id, told };
}

describe.each(databases)("who decides an ask of an answer, on %s", (name) => {
  it("is told as said by nobody on Home, in the receipt and where it is opened, as in the digest (B5)", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const { told, services, tom, ana, id } = await anAnswerAsking(db, "Hugo: the answer from Legal?");
    const before = await told();
    expect(before.inDigest).toBe(true);
    expect(before.home).toContain("incomplete · no decider chosen");
    expect(before.home).toContain("Decide…");
    expect(before.receipt).toContain("This request is with Ana Gil for now, as no decider was chosen.");
    expect(before.recu).toContain(
      "Cette demande est confiée à Ana Gil pour l’instant, car il reste à indiquer qui décide.",
    );
    expect(before.receipt).not.toContain("can already see this request");
    expect(before.elsewhere).toBe("Currently with Ana Gil; no decider chosen.");
    expect(before.opened).toContain("With Ana Gil for now: no decider chosen");
    expect(before.listed).toContain("With Ana Gil for now: no decider chosen");

    await askBack(services, ana, id, "By when?");
    await answerAskBack(services, tom, id, "By Friday.");
    const after = await told();
    expect(after.inDigest).toBe(false);
    expect(JSON.stringify(after)).not.toMatch(/no decider chosen|reste à indiquer qui décide/);
    expect(after.home).toContain("incomplete");
    expect(after.receipt).toContain("Ana Gil can already see this request");
    expect(after.opened).toContain("Decision by Ana Gil");
    expect(after.listed).toContain("· Ana Gil · LOY-ASK-1");
  });

  it("is whom its words are addressed to (B5)", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const { told } = await anAnswerAsking(db, "Ana: one engineer until June?");
    const { home, receipt, opened, inDigest } = await told();
    expect(inDigest).toBe(false);
    expect(home).not.toContain("nobody has said");
    expect(receipt).toContain("Ana Gil can already see this request");
    expect(opened).toContain("Decision by Ana Gil");
  });

  it("is nobody where a question about its date is put (B5)", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const { record, program, id } = await anAnswerAsking(db, "Hugo: the answer from Legal?");
    // Asked again in a later answer, it stands by more than one.
    await db
      .updateTable("item")
      .set({ due_on: "2026-09-10", confirmed_at: "2026-09-24T12:00:00.000Z" })
      .where("id", "=", id)
      .execute();
    const watch = { workspace_id: record.workspaceId, program_id: program.id };
    const facts = await programNow(db, watch, NOW);
    const asked = causesFor(facts, await readAround(db, facts, facts.today));
    expect(asked.map(({ occasion }) => occasion.en)).toEqual(["LOY-ASK-1 “Hugo: the answer from Legal?” is overdue."]);
  });
});
