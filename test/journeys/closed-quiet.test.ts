/** Of a closed program nothing new is told: each kind of message that names one is not wanted any more once it is closed. */
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { capabilities } from "../../src/app/capabilities.ts";
import { events } from "../../src/app/events.ts";
import { HELD } from "../../src/check-ins/rounds/rules.ts";
import { blankDelivery } from "../../src/delivery/deliveries.ts";
import type { RegisteredKind } from "../../src/delivery/kinds.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/closing.ts";
import { raiseItem } from "../../src/register/items.ts";
import { askQuestion, delegate } from "../../src/register/requests/acts.ts";
import { takeUp } from "../../src/register/requests/blockers.ts";
import { sendToCommittee } from "../../src/register/requests/votes.ts";
import { recordStatus } from "../../src/reports/statuses.ts";
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { answerRequest, askCandidate } from "../../src/sponsorship/sponsor-request.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { decided } from "../support/decided.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { allowChoosing, nameStakeholder } from "../support/stakeholders.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-05T09:00:00.000Z";
const NO_SLACK = {
  channel: () => Promise.reject(new Error("No Slack")),
  permalink: () => Promise.resolve(null),
};

/** What may be told all the same, or names no program. */
const NOT_QUIET: Record<string, string> = {
  erasure: "is about a person",
  "own-data": "of no program: to whoever asked for it",
  "own-data-file": "of no program: to whoever asked for it",
  "page-pdf": "answers whoever asked for it",
  "page-file": "answers whoever asked for it",
  "people-map": "answers whoever asked for it",
  thanks: "is what somebody has just written to the team",
  guide: "answers what somebody wrote",
  receipt: "answers what somebody answered",
  "absence-receipt": "answers whoever said that they are away",
  "absence-delegate": "is about a person, in all their programs",
  "absence-delegate-declined": "is about a person, in all their programs",
  named: "is about a person, in all their programs that run",
  "office-given": "is about a person, in all programs",
  "report-digest": "is of all its reader's programs, and tells what became of a closed one",
  "report-file": "is a digest as a file",
  forwarded: "is what somebody has just forwarded",
  "report-draft": "shows its lead what the last digest says of it",
  "report-approval": "puts to its approver what the last digest says of it",
  "report-correction": "corrects what was sent",
  "report-reply": "answers whoever asked",
};

it.each(databases)("no kind of message tells anything new of a closed program, on %s (C4)", async (name) => {
  const db = await aDatabase(name);
  onTestFinished(() => db.destroy());
  const record = await aRecord(db);
  const { workspaceId } = record;
  const services = servicesAt(db, NOW);
  const [tom, ines, priya, zoe, ravi, nora, gone] = [
    await record.person("tom"),
    await record.person("ines"),
    await record.person("priya"),
    await record.person("zoe"),
    await record.person("ravi"),
    await record.person("nora"),
    await record.person("gone", { isDeactivated: true }),
  ];
  const program = await record.program("p", {
    title: "Loyalty",
    seats: { lead: [tom], sponsor: [ines], steering: [zoe, ravi], team: [priya, nora, gone] },
  });
  const as = (id: string) => personById(db, workspaceId, id);
  const raise = async (item: Parameters<typeof raiseItem>[4]) => {
    const actor = await as(priya.id);
    return inTransaction(db, (tx) => raiseItem(services, tx, actor, program.id, item));
  };
  let asked = 0;
  const ask = async (dueOn = "2026-11-20") => {
    asked += 1;
    const options = ["Yes", "No"].map((label) => ({ label, doesNothing: label === "No" }));
    const whole = { kind: "decision" as const, options, recommended: 0, costOfWaiting: "A week" };
    return raise({
      type: "ask",
      details: whole,
      ownerId: ines.id,
      title: `Buy ${asked}?`,
      dueOn,
      sourceKey: `command:${asked}`,
    });
  };
  const [open, back, voted, settled, given] = [await ask(), await ask(), await ask(), await ask(), await ask()];
  await askQuestion(services, await as(ines.id), back.id, "Why?");
  await sendToCommittee(services, await as(ines.id), voted.id);
  await delegate(services, await as(ines.id), given.id, { person: await as(zoe.id), why: "Yours" });
  await decided(services, await as(ines.id), settled.id, { option: 0, label: "Yes" });
  const action = await raise({
    type: "action",
    details: {},
    title: "Call them",
    ownerId: priya.id,
    dueOn: "2026-11-09",
    sourceKey: "command:action",
  });
  const blocker = await raise({
    type: "issue",
    details: { blocksWork: true },
    title: "No data",
    ownerId: priya.id,
    dueOn: "2026-11-04",
    sourceKey: "command:blocker",
  });
  const lead = await as(tom.id);
  const line = { person: await as(nora.id), owner: lead, nextOn: "2026-11-05" };
  await nameStakeholder(services, lead, program.id, line);
  await allowChoosing(db);
  await saveChoice(services, lead, program.id, { candidates: [nora.id], scorers: [await as(priya.id)] });
  const nominee = await db.selectFrom("sponsor_candidate").selectAll().executeTakeFirstOrThrow();
  await askCandidate(services, lead, nominee.id);
  const { id: requestId } = await db.selectFrom("sponsor_request").select("id").executeTakeFirstOrThrow();
  await answerRequest(services, await as(nora.id), requestId, "talk");
  const request = { requestId, programId: program.id };
  const of = { workspace_id: workspaceId, program_id: program.id };
  const aPage = { page: "case", programId: program.id, versionId: "version" };
  const basis = JSON.stringify({ items: ["gone"], endsOn: null, dates: {} });
  const at = services.clock.now();
  await db
    .insertInto("page_version")
    .values({ ...of, id: "version", page: "case", sections: "{}", basis, asked_by: tom.id, asked_at: at })
    .execute();
  const answered = { asked_of: ines.id, by_id: ines.id, at, reason: null, created_at: at };
  await db
    .insertInto("approval")
    .values({ ...of, id: "approval", subject_kind: "page", subject_id: "version", state: "approved", ...answered })
    .execute();
  await takeUp(services, await as(priya.id), blocker.id, "It lasts");

  const cadence = await record.cadence(program, {
    questions: questionsFeeding("health"),
    audience: ["lead", "team", zoe.id, ravi.id],
    rule: MONTHLY,
  });
  const round = await record.round(cadence, "2026-11-04", [tom, priya, zoe, ravi], {
    states: { tom: "planned", zoe: "excused", ravi: "missed" },
  });
  const answeredRound = await record.round(cadence, "2026-10-04", [nora]);
  await record.answer(answeredRound, nora, NOW, { health: { colour: "green" } });
  const promptOf = async ({ id }: { id: string }) =>
    (
      await db
        .selectFrom("prompt")
        .select("id")
        .where("person_id", "=", id)
        .where("round_id", "=", round.id)
        .executeTakeFirstOrThrow()
    ).id;
  await db.updateTable("prompt").set({ delegate_id: priya.id }).where("person_id", "=", zoe.id).execute();
  await db.updateTable("prompt").set({ reason: HELD }).where("person_id", "=", ravi.id).execute();
  const archived = { kind: "channel", source_id: "C9", name: "team", state: "archived", next_check_at: NOW } as const;
  await db
    .insertInto("audience_source")
    .values({ ...archived, workspace_id: workspaceId, pass_began_at: null, cursor: null })
    .execute();
  const fromChannel = await record.cadence(program, { audience: ["channel:C9"] });
  await inTransaction(db, (tx) =>
    recordStatus(services, tx, {
      ...{ workspaceId, programId: program.id, checkInId: "answer", revision: 1, personId: tom.id, answeredAt: NOW },
      health: { colour: "red", reason: "Late." },
    }),
  );
  const seats = await db.selectFrom("seat").select(["id", "role"]).execute();
  const seatOf = (role: string) => seats.find((seat) => seat.role === role)?.id ?? "";
  await db.updateTable("seat").set({ delegate_id: zoe.id }).where("id", "=", seatOf("sponsor")).execute();

  // More than is meant in a week.
  const come = { kind: "prompt", subject: "{}", contact: "prompt", state: "sent", priority: 20 } as const;
  await db
    .insertInto("delivery")
    .values(
      Array.from({ length: 8 }, (_, index) => ({
        ...blankDelivery(services),
        ...come,
        workspace_id: workspaceId,
        key: `come:${index}`,
        person_id: priya.id,
        conversation: `person:${priya.id}`,
        due_at: NOW,
        sent_at: NOW,
      })),
    )
    .execute();
  const channelOf = (channel_id: string | null, channel_problem: "archived" | null) =>
    db.updateTable("program").set({ channel_id, channel_problem }).where("id", "=", program.id).execute();
  const quiet: [kind: string, to: string, subject: unknown][] = [
    ["program-lead", tom.id, { programId: program.id, role: "lead", byId: ines.id, personId: tom.id }],
    ["seat-delegate", zoe.id, { programId: program.id, seatId: seatOf("sponsor"), delegateId: zoe.id, byId: tom.id }],
    ["channel-notice", tom.id, { programId: program.id }],
    ["role-declined", tom.id, { programId: program.id, seatId: seatOf("sponsor"), personId: zoe.id }],
    ["departure", tom.id, { programId: program.id, personId: gone.id, role: "team" }],
    ["unled", tom.id, { programId: program.id, mayName: true }],
    ["nobody-left", tom.id, { cadenceId: fromChannel.id, roundId: "round" }],
    ["ask", ines.id, { itemId: open.id, personId: ines.id, revision: 1, as: "decider" }],
    ["ask", priya.id, { itemId: back.id, personId: priya.id, revision: 2, as: "requester", isNow: true }],
    ["ask", zoe.id, { itemId: voted.id, personId: zoe.id, revision: 2, as: "voter" }],
    ["ask-note", tom.id, { itemId: settled.id, personId: tom.id, revision: 2, isOutcome: true }],
    ["ask-note", priya.id, { itemId: given.id, personId: priya.id, revision: 2 }],
    ["ask-reminder", tom.id, { itemId: open.id, ownerId: ines.id, personId: tom.id, on: "2026-12-31" }],
    ["blocker", tom.id, { itemId: blocker.id, revision: 2, personId: tom.id }],
    [
      "handed-on",
      ines.id,
      {
        programId: program.id,
        personId: ines.id,
        as: "former",
        fromId: gone.id,
        because: "left",
        itemIds: [blocker.id],
        more: 0,
      },
    ],
    ["item-reminder", priya.id, { personId: priya.id, on: "2026-11-05" }],
    ["item-given", priya.id, { itemId: action.id, byId: tom.id, ownerId: priya.id }],
    ["prompt", tom.id, { promptId: await promptOf(tom) }],
    ["reminder", priya.id, { promptId: await promptOf(priya) }],
    ["snooze", priya.id, { promptId: await promptOf(priya) }],
    ["delegate-prompt", priya.id, { promptId: await promptOf(zoe), delegateId: priya.id }],
    ["round-summary", tom.id, { roundId: round.id }],
    ["round-summary-team", priya.id, { roundId: answeredRound.id, personId: priya.id }],
    ["silent", tom.id, { roundId: round.id, leadId: tom.id }],
    [
      "report-question",
      tom.id,
      await aQuestion(db, { workspaceId, programId: program.id, askedBy: ines.id, of: tom.id }),
    ],
    ["off-track", ines.id, { programId: program.id, startedAt: NOW, personId: ines.id }],
    ["sponsor-scores", priya.id, { choiceId: nominee.choice_id, programId: program.id, personId: priya.id }],
    ["sponsor-request", nora.id, { ...request, personId: nora.id }],
    ["sponsor-answer", tom.id, { ...request, candidateId: nora.id, leadId: tom.id, answer: "talk" }],
    ["contacts-due", tom.id, { personId: tom.id, on: "2026-11-05" }],
    ["page-note", tom.id, { ...aPage, is: "changed", personId: tom.id, byId: tom.id }],
    ["page-shared", ines.id, { page: "case", programId: program.id, personId: ines.id, byId: tom.id }],
  ];
  const kinds = new Map(
    capabilities.flatMap(({ messages = [] }) => messages).map((kind: RegisteredKind) => [kind.kind, kind]),
  );
  expect([...new Set(quiet.map(([kind]) => kind)), ...Object.keys(NOT_QUIET)].toSorted()).toEqual(
    [...kinds.keys()].toSorted(),
  );
  const leadUntil = (until_date: string | null) =>
    db.updateTable("seat").set({ until_date }).where("role", "in", ["lead", "deputy"]).execute();
  const wanted = async () => {
    const found: string[] = [];
    for (const [kind, to, subject] of quiet) {
      await channelOf(kind === "round-summary-team" ? null : "C1", kind === "channel-notice" ? "archived" : null);
      const { zone, locale } = await as(to);
      const send = { db, slack: NO_SLACK, now: services.clock.now(), events, workspaceId, reader: { zone, locale } };
      await leadUntil(kind === "unled" ? "2000-01-01" : null);
      if (await kinds.get(kind)?.stillWanted(send, subject)) found.push(kind);
      await leadUntil(null);
    }
    return found;
  };
  expect(await wanted()).toEqual(quiet.map(([kind]) => kind));
  await closeProgram(services, await as(tom.id), program.id);
  expect(await wanted()).toEqual([]);
  // As versions before this one left it: what was open stays so.
  await sql`update item set state = 'open', closed_at = null where state = 'closed'`.execute(db);
  expect(await wanted()).toEqual([]);
});

async function aQuestion(
  db: Db,
  { workspaceId, programId, askedBy, of }: { workspaceId: string; programId: string; askedBy: string; of: string },
) {
  const row = { workspace_id: workspaceId, id: "asked", program_id: programId, digest_id: null, asked_by: askedBy };
  await db
    .insertInto("report_question")
    .values({ ...row, asked_at: NOW, question: "When?" })
    .execute();
  return { questionId: "asked", personId: of };
}
