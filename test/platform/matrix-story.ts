/** The program and the portfolios of the matrix of authority: who is there, what they did, and whose part in it ends. */
import { sql } from "kysely";
import { expect } from "vitest";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { putInto } from "../../src/demo/answer-check-in.ts";
import { addTopic } from "../../src/meetings/agenda.ts";
import { setDates } from "../../src/meetings/dates.ts";
import type { Person } from "../../src/people/people.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeCommittee, closeProgram } from "../../src/programs/changes.ts";
import { followCoverage } from "../../src/programs/coverage-changes.ts";
import { labelsColumn } from "../../src/programs/labels.ts";
import { giveOffice } from "../../src/programs/office-giving.ts";
import { changePortfolio, createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import { insertReview } from "../../src/quarter/reviews.ts";
import { addItem, closeItem } from "../../src/register/acts.ts";
import { delegate } from "../../src/register/requests/acts.ts";
import { escalate } from "../../src/register/requests/due-requests.ts";
import { sendToCommittee } from "../../src/register/requests/votes.ts";
import { askLead } from "../../src/reports/digest/questions.ts";
import { setReportApprover } from "../../src/reports/drafts/drafts.ts";
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { askCandidate } from "../../src/sponsorship/sponsor-request.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { askRequester } from "../../src/tracks/work/ask-requester.ts";
import { listWorkRequests } from "../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork } from "../../src/tracks/work/requests.ts";
import { insertVersion } from "../../src/workshop/versions.ts";
import { acting, addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { decided } from "../support/decided.ts";
import { actingAs, aRun, openForm, personIn, type Run } from "../support/run.ts";
import { allowChoosing, type Named, nameStakeholder, scored } from "../support/stakeholders.ts";

/** In every word of the program, and in the name of the portfolio over it. */
export const MARK = "Zebra";
/** In what is written for its team, for whoever leads it, or for whoever keeps a contact. */
export const BELOW = "Quagga";
/** In its case. */
export const CASE = "Okapi";
/** In what the committee of the portfolio is asked. */
export const BOARD = "Heron";
export const ADMIN = "workspace-owner";
/** Some of them read French. */
export const FRENCH = ["sofia", "sam", "ola", "gus", "gil", "sue", "nor"];
const someone = (handle: string) => ({
  handle,
  name: `${handle} Poe`,
  tz: "Europe/London",
  locale: FRENCH.includes(handle) ? "fr-FR" : "en-GB",
});
const OF_ZEBRA_PROGRAM = ["lea", "tom", "nina", "sofia", "sam", "ravi", "ola", "dan", "kim", "iris", "zoe"];
const OF_PORTFOLIOS = ["max", "moe", "sue", "nor", "cal", "fay", "ben", "gia"];
const PEOPLE = [
  ...[...OF_ZEBRA_PROGRAM, ...OF_PORTFOLIOS, "fee", "gus"].map(someone),
  { ...someone("gil"), affiliation: "guest" },
  { ...someone("eve"), affiliation: "external" },
];
const OF_ZEBRA = { name: "Department", value: MARK };
const OF_BOREA = { name: "Department", value: "Borea" };
const AUTUMN = { name: "Wave", value: "Autumn" };
const NORTH = { name: "Region", value: "North" };
const ZEBRA = {
  key: "zebra",
  title: `${MARK} one`,
  purpose: `${MARK} purpose`,
  lead: "lea",
  sponsors: ["sofia"],
  steering: ["sam", "ravi"],
  team: ["tom", "nina"],
  labels: { [OF_ZEBRA.name]: OF_ZEBRA.value, [NORTH.name]: NORTH.value, [AUTUMN.name]: AUTUMN.value },
};
const BOREA = {
  key: "borea",
  title: "Borea",
  lead: "fee",
  sponsors: ["gus"],
  labels: { [OF_BOREA.name]: OF_BOREA.value, [NORTH.name]: NORTH.value },
};
const CADENCES = [
  { key: "daily", program: "zebra", template: "daily-team" },
  { key: "weekly", program: "zebra", template: "weekly-progress", audience: ["lead", "team"] },
  { key: "monthly", program: "zebra", template: "monthly-executive" },
  {
    ...{ key: "year", program: "zebra", template: "annual-strategy" },
    rule: { every: "year", on: { month: 11, day: 12 }, zone: "participant" },
  },
];

/** Before anything happens. */
export function theRun(): Promise<Run> {
  return aRun({ people: PEOPLE, programs: [ZEBRA, BOREA], cadences: CADENCES, start: "2026-10-29T00:00:00.000Z" });
}

export async function live(run: Run): Promise<void> {
  const { services } = run.app;
  const [lea, tom, sofia, ola] = [
    await personIn(run, "lea"),
    await personIn(run, "tom"),
    await personIn(run, "sofia"),
    await personIn(run, "ola"),
  ];
  const program = await run.db.selectFrom("program").selectAll().where("key", "=", "zebra").executeTakeFirstOrThrow();
  await sql`update program set benefits = ${`${MARK} ${CASE} benefits`} where key = 'zebra'`.execute(run.db);
  await seatBodies(run, program.id);
  await run.to("2026-10-29T17:00:00Z");
  await prepareWorkshop(run);
  const answer = async (cadence: string, answers: Record<string, string>) => {
    await openForm(run, "lea", cadence);
    for (const [key, value] of Object.entries(answers)) await putInto(run.as("lea"), `answer:${key}`, value);
    expect(await run.as("lea").submit()).toEqual({ closed: true });
  };
  await answer("weekly", { progress: `${MARK} ${BELOW} week`, health: "green" });
  await run.to("2026-10-30T12:00:00Z");
  const words = { "bottom-line": `${MARK} goes well`, progress: `${MARK} progress`, request: `${MARK} money?` };
  await answer("monthly", { ...words, health: "green" });
  await setReportApprover({ ...services, actor: lea }, { programId: program.id, approver: "sponsor" });
  let count = 0;
  const raise = (type: "request" | "issue" | "action", ownerId: string, by = tom) => {
    count += 1;
    const options = [
      { label: `${MARK} yes`, doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const typed =
      type === "request"
        ? { type, details: { kind: "decision" as const, options, recommended: 0, costOfWaiting: `${MARK} week` } }
        : type === "issue"
          ? { type, details: { blocksWork: true, blockedSince: "2026-10-01", whoCanUnblock: MARK } }
          : { type, details: {} };
    return addQuietly(acting(services, by), {
      programId: program.id,
      ...typed,
      title: `${MARK} ${type} ${count}`,
      dueOn: "2026-11-05",
      sourceKey: `command:${count}`,
      ownerId,
    });
  };
  await raise("request", sofia.id);
  const named = await raise("request", sofia.id);
  await delegate(acting(services, sofia), { itemId: named.id, person: ola, why: `${MARK} why` });
  const voted = await raise("request", sofia.id);
  await sendToCommittee(acting(services, sofia), { itemId: voted.id });
  const given = await raise("request", sofia.id);
  await decided(services, sofia, given.id, { option: 0, label: `${MARK} yes` });
  const blocker = await raise("issue", tom.id);
  await escalate(acting(services, tom), { itemId: blocker.id, note: MARK });
  await raise("action", tom.id, lea);
  const due = { title: `${MARK} live`, dueOn: "2026-11-05", ownerId: tom.id, sourceKey: "command:milestone" };
  await addItem(acting(services, lea), { programId: program.id, type: "milestone", details: {}, ...due });
  for (const disclosure of ["team", "lead"] as const) {
    const risk = { programId: program.id, type: "risk" as const, details: {}, disclosure, dueOn: "2026-11-20" };
    const title = `${MARK} ${BELOW} risk for the ${disclosure}`;
    await addItem(acting(services, lea), { ...risk, title, ownerId: lea.id, sourceKey: `command:risk:${disclosure}` });
  }
  await giveOffice(await actingAs(run, ADMIN), { person: await personIn(run, "iris"), label: OF_ZEBRA });
  const said = {
    stance: "agreed-if" as const,
    stanceWords: `${MARK} ${BELOW}`,
    stanceOn: null,
    cares: `${MARK} ${BELOW}`,
  };
  const role = { power: "decides" as const, interest: "affected" as const, nextOn: "2026-11-02" };
  for (const outside of ["", `${MARK} ${BELOW} director`])
    await nameStakeholder(services, lea, program.id, {
      ...{ ...role, ...said, owner: lea },
      ...{ person: outside === "" ? await personIn(run, "fee") : null, outside },
    });
  await chooseKim(run, program.id, { ...role, ...said, owner: lea });
  const appear = (owner: Person, dueOn: string, by = lea) =>
    addQuietly(acting(services, by), {
      programId: program.id,
      type: "presence",
      details: { time: "13:00", place: `${MARK} hall`, points: [`${MARK} point`] },
      title: `${MARK} presence of ${owner.handle}`,
      dueOn,
      sourceKey: `presence:${owner.handle}:${dueOn}`,
      ownerId: owner.id,
    });
  // Of a sponsor, one that is over, and one that somebody of the team entered.
  await appear(sofia, "2026-11-12");
  await appear(await personIn(run, "sam"), "2026-11-13");
  await appear(tom, "2026-11-02");
  await appear(await personIn(run, "dan"), "2026-11-16", await personIn(run, "nina"));
  await run.to("2026-11-02T12:00:00Z");
  await openForm(run, "tom", "daily");
  run.as("tom").fill("answer:progress", `${MARK} ${BELOW} done. No progress on the ${MARK} ${BELOW} import.`);
  run.as("tom").fill("answer:next", `${MARK} ${BELOW} next`);
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await setGoals(run, program.id);
  await meetToday(run, program.id);
  await run.to("2026-11-03T12:00:00Z");
  const question = { programId: program.id, digestId: null, words: `${MARK} ${BELOW} why?`, viewId: "asked" };
  await askLead({ ...services, actor: sofia }, question);
  await leaveOpen(run, program.id);
  await runTrack(run, program.id);
  await askAboutWork(run, program.id);
  await eraseSomebody(run);
}

/** Its committee sits at ten past twelve, with a guest for one topic; it sat before, and has a record of that. */
async function meetToday(run: Run, programId: string): Promise<void> {
  const zoe = await actingAs(run, "zoe");
  const place = `${MARK} room`;
  const dates = { first: "2026-11-03", repeats: "week" as const, also: [], at: "12:10", zone: "Europe/London", place };
  const [meeting] = await setDates(zoe, { programId, kind: "committee", dates, quorum: null });
  if (!meeting) throw new Error("Nothing is planned");
  const { workspace_id: workspaceId } = zoe.actor;
  const guestIds = [(await personIn(run, "ola")).id];
  await addTopic(zoe, { meetingId: meeting.id, title: `${MARK} topic`, minutes: 10, guestIds });
  await addTopic(zoe, { meetingId: meeting.id, title: `${MARK} plan`, minutes: 10, guestIds: [] });

  const past = { ...meeting, id: "past", day: "2026-10-20", starts_at: "2026-10-20T10:10:00.000Z", due_at: null };
  const closed = { state: "closed", closed_at: run.clock.now(), closed_by: zoe.actor.id } as const;
  await run.db
    .insertInto("meeting")
    .values({ ...past, ...closed, workspace_id: workspaceId })
    .execute();
  const topic = await run.db.selectFrom("meeting_topic").selectAll().executeTakeFirstOrThrow();
  const words = { decided: `${MARK} decided`, words_by: zoe.actor.id, guests: '{"personIds":[]}' };
  await run.db
    .insertInto("meeting_topic")
    .values({ ...topic, id: "past", meeting_id: "past", ...words })
    .execute();
}

interface Body {
  title: string;
  label: { name: string; value: string };
  members: readonly string[];
  secretary?: string;
}

const OVER_ZEBRA = { title: `${MARK} portfolio`, label: OF_ZEBRA };
/** Max takes the chair. */
const BODIES: readonly Body[] = [
  { ...OVER_ZEBRA, members: ["max", "moe"], secretary: "sue" },
  { title: "North", label: NORTH, members: ["nor"] },
  { title: "Autumn", label: AUTUMN, members: ["cal"] },
  { title: "Others", label: OF_BOREA, members: ["ben"] },
];

/** The program has a secretary; over it are three portfolios, of which one covers another program too, and over that another. */
async function seatBodies(run: Run, programId: string): Promise<void> {
  const admin = await actingAs(run, ADMIN);
  for (const { title, label, members, secretary } of BODIES) {
    const [chair, ...others] = await Promise.all(members.map((handle) => personIn(run, handle)));
    if (!chair) throw new Error(`Nobody sits for ${title}`);
    await createPortfolioFromForm(admin, {
      ...{ title, label, members: [chair, ...others], chair, quorum: null },
      secretary: secretary === undefined ? null : await personIn(run, secretary),
    });
  }
  const [lea, zoe] = [await actingAs(run, "lea"), await personIn(run, "zoe")];
  await changeCommittee(lea, { programId, chair: null, secretary: zoe, quorum: null });
  await inTransaction(run.db, (tx) =>
    insertReview(tx, {
      ...{ workspace_id: lea.actor.workspace_id, program_id: programId, quarter: "2026-Q3", body_id: programId },
      ...{
        check_in_id: null,
        recommendation: "continue",
        is_apart: 0,
        until: null,
        choices: "[]",
        state: "to-confirm",
      },
      ...{ request_id: null, decision_id: null, decided_by: null, begins_on: null, opened_at: run.clock.now() },
    }),
  );

  const { id: portfolioId } = await portfolioOverZebra(run);
  const sue = await actingAs(run, "sue");
  const raise = (words: string) =>
    addItem(sue, {
      ...{ programId: portfolioId, type: "request", details: WHOLE_REQUEST, dueOn: "2026-11-20" },
      ...{ title: `${MARK} ${BOARD} ${words}`, sourceKey: `command:${words}` },
    });
  await raise("asked");
  const { id } = await raise("put to the vote");
  await sendToCommittee(await actingAs(run, "max"), { itemId: id });
}

/** Sam has answered before the workshop, and what was answered is put together before its time. */
async function prepareWorkshop(run: Run): Promise<void> {
  const sam = await actingAs(run, "sam");
  const rounds = run.db.selectFrom("round").innerJoin("cadence", "cadence.id", "round.cadence_id");
  const round = await rounds.selectAll("round").where("cadence.key", "=", "year").executeTakeFirstOrThrow();
  const prompts = run.db.selectFrom("prompt").select("id").where("round_id", "=", round.id);
  const { id: promptId } = await prompts.where("person_id", "=", sam.actor.id).executeTakeFirstOrThrow();
  const answers = { vision: `${MARK} vision`, successes: `${MARK} success`, agenda: `${MARK} topic?` };
  await submitCheckIn(sam, { promptId, answers });
  await inTransaction(run.db, (tx) => insertVersion(run.app.services, tx, round));
}

function portfolioOverZebra({ db }: Run) {
  return db.selectFrom("program").selectAll().where("title", "=", OVER_ZEBRA.title).executeTakeFirstOrThrow();
}

/**
 * Nobody but Moe sits for the portfolio over the program any more, Fay is to; one that covered it is closed, and another
 * covers it no more. Gia has the office over another program.
 */
export async function endBodies(run: Run): Promise<void> {
  const admin = await actingAs(run, ADMIN);
  const portfolio = await portfolioOverZebra(run);
  const moe = await personIn(run, "moe");
  const left = { members: [moe], chair: null, secretary: null, quorum: null };
  await changePortfolio(admin, { programId: portfolio.id, ...OVER_ZEBRA, ...left });
  await seatLater(run, { programId: portfolio.id, handle: "fay", role: "steering" });
  const closing = await run.db
    .selectFrom("program")
    .select("id")
    .where("title", "=", "Autumn")
    .executeTakeFirstOrThrow();
  await closeProgram(admin, { programId: closing.id });
  await giveOffice(admin, { person: await personIn(run, "gia"), label: OF_BOREA });
  await inTransaction(run.db, async (tx) => {
    const zebra = tx.updateTable("program").where("key", "=", "zebra");
    const acting = { ...admin, db: tx };
    await followCoverage(acting, async () => {
      await zebra.set({ labels: labelsColumn([OF_ZEBRA, AUTUMN]) }).execute();
    });
  });
}

/** From a day that the story does not reach. */
export async function seatLater(
  run: Run,
  { programId, handle, role }: { programId: string; handle: string; role: "lead" | "steering" },
): Promise<void> {
  const person = await personIn(run, handle);
  await run.db
    .insertInto("seat")
    .values({
      workspace_id: person.workspace_id,
      id: `later ${handle}`,
      program_id: programId,
      person_id: person.id,
      role,
      from_date: "2026-12-24",
      until_date: null,
      created_at: run.clock.now(),
    })
    .execute();
}

/** Of Lea's steps one is ready since another is done, and one waits for Sofia's approval. */
async function runTrack(run: Run, programId: string): Promise<void> {
  const step = (key: string, more: object) => ({
    ...{ key, title: `${MARK} step ${key}`, role: "lead", accountable: "sponsor", term: 5 },
    ...{ checks: [`${MARK} check`], ...more },
  });
  const template = trackTemplateSchema.parse({
    ...{ version: 1, key: "zebra", name: `${MARK} track`, purpose: `${MARK} purpose` },
    steps: [step("one", {}), step("two", { after: ["one"] }), step("three", { gate: true })],
  });
  const ctx = await actingAs(run, "lea");
  await startTrack(ctx, { programId, template });
  for (const key of ["one", "three"]) {
    const item = run.db.selectFrom("item").select("id").where("title", "=", `${MARK} step ${key}`);
    await completeStep(ctx, { itemId: (await item.executeTakeFirstOrThrow()).id, checked: 1, note: MARK });
  }
}

/** Nina, who asked for work, is asked for more; the program takes no more of it. */
async function askAboutWork(run: Run, programId: string): Promise<void> {
  const [lea, nina] = [await actingAs(run, "lea"), await actingAs(run, "nina")];
  await takeTypes(lea, { programId, keys: ["campaign"] });
  const answers = { campaign: `${MARK} campaign`, goal: `${MARK} goal`, audience: MARK };
  const id = await askForWork(nina, { programId, key: "campaign", answers });
  const [request] = await listWorkRequests(run.db, lea.actor.workspace_id, { id });
  await askRequester(lea, { itemId: request?.steps[0]?.stands.item_id ?? "", missing: MARK });
  await takeTypes(lea, { programId, keys: [] });
}

/** Of Tom's measures one's number is due, and one's day has come; an objective has both. */
async function setGoals(run: Run, programId: string): Promise<void> {
  const [lea, tom] = [await actingAs(run, "lea"), await personIn(run, "tom")];
  const line = { unit: MARK, baseline: "2", baselineOn: "2026-01-01", target: "4" };
  const details = { direction: "rise" as const, rhythm: "monthly" as const, knownOn: 2, ...line };
  const measureIds: string[] = [];
  for (const dueOn of ["2026-12-31", "2026-11-03"]) {
    const given = { programId, type: "measure" as const, details, title: `${MARK} measure by ${dueOn}`, dueOn };
    measureIds.push((await addItem(lea, { ...given, ownerId: tom.id, sourceKey: `command:measure:${dueOn}` })).id);
  }
  const objective = { year: 2026, why: `${MARK} why`, measureIds };
  const title = `${MARK} objective`;
  await addItem(lea, { programId, type: "objective", details: objective, title, sourceKey: "command:objective" });
}

/** An absence, a message that could not be sent, and something closed: each could be changed. */
async function leaveOpen(run: Run, programId: string): Promise<void> {
  const { services } = run.app;
  const [tom, nina] = [await personIn(run, "tom"), await personIn(run, "nina")];
  await goAway({ ...services, actor: nina }, { person: nina, from: "2026-12-21", until: "2026-12-23", delegate: null });
  const sent = await run.db.selectFrom("delivery").select("id").where("state", "=", "sent").executeTakeFirstOrThrow();
  await run.db.updateTable("delivery").set({ state: "parked" }).where("id", "=", sent.id).execute();
  const action = { type: "action" as const, details: {}, title: `${MARK} closed`, dueOn: "2026-11-20" };
  const { id } = await addItem(acting(services, tom), { programId, ...action, sourceKey: "command:closed" });
  await closeItem(acting(services, tom), { id, note: "" });
}

/** Kim, who has no role, could sponsor it: how two score them, and that they are asked. */
async function chooseKim(run: Run, programId: string, line: Named): Promise<void> {
  const { services } = run.app;
  const [lea, nina, kim] = [await personIn(run, "lea"), await personIn(run, "nina"), await personIn(run, "kim")];
  await nameStakeholder(services, lea, programId, { ...line, person: kim });
  await allowChoosing(run.db);
  await saveChoice({ ...services, actor: lea }, { programId, candidates: [kim.id], scorers: [lea, nina] });
  const candidate = await run.db.selectFrom("sponsor_candidate").select("id").executeTakeFirstOrThrow();
  for (const by of [lea, nina]) await scored(services, by, candidate.id, `${MARK} ${BELOW} evidence`);
  await askCandidate({ ...services, actor: lea }, { candidateId: candidate.id });
}

/** Of an erasure somebody looks through where the name stands. */
async function eraseSomebody(run: Run): Promise<void> {
  const { id: subject, workspace_id: workspaceId } = await personIn(run, "gil");
  const item = await run.db.selectFrom("item").select("id").limit(1).executeTakeFirstOrThrow();
  const names = { name: `${MARK} Poe`, handle: "zebra", slackId: "U0GONE" };
  const row = { workspace_id: workspaceId, id: "looked", person_id: subject };
  await run.db
    .insertInto("erasure")
    .values({
      ...row,
      by_id: (await personIn(run, ADMIN)).id,
      state: "looking",
      step: "slack",
      names: JSON.stringify(names),
      found: JSON.stringify([{ table: "item", key: [item.id], column: "title" }]),
      begun_at: run.clock.now(),
      due_at: "2026-12-01T00:00:00.000Z",
      finished_at: null,
    })
    .execute();
  await run.db
    .updateTable("cadence")
    .set({ title: `${MARK} check-in` })
    .where("key", "=", "daily")
    .execute();
}
