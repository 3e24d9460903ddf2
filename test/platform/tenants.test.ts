/**
 * P15: what one workspace does neither reads nor changes a row of another, whatever they have in common. That no statement
 * forgets its workspace is judged of all that the tests run (`test/workspaces`); here, that it is the right one.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { SandboxClock, startSandbox } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createApp } from "../../src/app/app.ts";
import * as cadences from "../../src/cadences/cadences.ts";
import * as cadenceChanges from "../../src/cadences/changes.ts";
import * as drafts from "../../src/cadences/drafts.ts";
import * as away from "../../src/check-ins/away/absences.ts";
import * as checkInForms from "../../src/check-ins/form/opening.ts";
import * as stopping from "../../src/check-ins/rounds/opt-outs.ts";
import * as planning from "../../src/check-ins/rounds/planning.ts";
import { deliveryKeys, findPromptOf, type Prompt } from "../../src/check-ins/rounds/prompts.ts";
import type { Round } from "../../src/check-ins/rounds/rounds.ts";
import * as rounds from "../../src/check-ins/rounds/start-and-close.ts";
import * as checkIns from "../../src/check-ins/saving.ts";
import * as delivery from "../../src/delivery/outbox.ts";
import * as plans from "../../src/forecast/plan.ts";
import { setDates } from "../../src/meetings/dates.ts";
import { goOn } from "../../src/meetings/going-on.ts";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";
import * as absences from "../../src/people/absences.ts";
import type { ActorContext } from "../../src/people/actors.ts";
import * as people from "../../src/people/people.ts";
import { saveSlackUsers } from "../../src/people/slack-users.ts";
import type { Workspace } from "../../src/people/workspaces.ts";
import { type Db, openDatabase, type Tx } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { rows } from "../../src/platform/rows.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { agesStep } from "../../src/privacy/delete-aged.ts";
import * as closings from "../../src/programs/changes.ts";
import * as creating from "../../src/programs/creating.ts";
import * as programs from "../../src/programs/programs.ts";
import type * as register from "../../src/register/items.ts";
import * as registerList from "../../src/register/list/list.ts";
import * as raising from "../../src/register/requests/acts.ts";
import * as deciding from "../../src/register/requests/decide.ts";
import * as escalation from "../../src/register/requests/due-requests.ts";
import * as votes from "../../src/register/requests/votes.ts";
import { digestsTo } from "../../src/reports/digest/digest-reading.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { digestShown, ownDigest } from "../../src/reports/digest/own-digest.ts";
import { markSeen } from "../../src/reports/digest/seen.ts";
import { teamsToThank } from "../../src/reports/digest/thanks.ts";
import { correctReport } from "../../src/reports/drafts/correct.ts";
import * as reportDrafts from "../../src/reports/drafts/drafts.ts";
import { approveDraft, refuseDraft, setReportApprover } from "../../src/reports/drafts/drafts.ts";
import { makeDrafts } from "../../src/reports/drafts/due.ts";
import { forward, forwardedText } from "../../src/reports/files/forward.ts";
import { sendFile } from "../../src/reports/files/report-files.ts";
import { EVERYTHING_NOW, portfolioScreen } from "../../src/reports/portfolio/portfolio.ts";
import { programScreen } from "../../src/reports/portfolio/program-screen.ts";
import { answerScreen, sourcesScreen } from "../../src/reports/portfolio/sources.ts";
import { stopTrack } from "../../src/tracks/start-and-stop.ts";
import { acceptStep, completeStep } from "../../src/tracks/steps.ts";
import { askForWork } from "../../src/tracks/work/requests.ts";
import { resumeWork } from "../../src/tracks/work/work-queue.ts";
import * as roles from "../../src/tracks/working-roles.ts";
import { addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { built } from "../support/built.ts";
import { aNodeProcess } from "../support/process.ts";
import { scratch } from "../support/scratch.ts";
import { dumpTables, listTables } from "./rows.ts";
import { A, FOREIGN_MARKS, leaveAlone, liveInThree, NOW, OTHER, SAME, servicesNow } from "./three-workspaces.ts";

let folder = "";
let tables: Awaited<ReturnType<typeof listTables>> = [];
/** The three workspaces as they were, or one without the others. */
const contents: Record<"three" | "alone", Buffer> = { three: Buffer.alloc(0), alone: Buffer.alloc(0) };
/** The rows of each workspace, by its id, as each test finds them. */
const asTheyWere = new Map<string, unknown>();
beforeAll(async () => {
  folder = await mkdtemp(join(scratch, "drumbeat-tenants-"));
  const three = openDatabase(join(folder, "three.db"));
  await migrateToLatest(three);
  tables = await listTables(three);
  await liveInThree(three);
  for (const id of [A, SAME, OTHER]) asTheyWere.set(id, await rowsOf(three, id));
  contents.three = await contentsOf(three, "three.db");
  await writeFile(join(folder, "alone.db"), contents.three, { mode: 0o600 });
  const alone = openDatabase(join(folder, "alone.db"));
  await leaveAlone(alone);
  contents.alone = await contentsOf(alone, "alone.db");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function contentsOf(db: Db, name: string): Promise<Buffer> {
  // One in memory has no log beside it.
  await sql`pragma journal_mode = delete`.execute(db);
  await db.destroy();
  return readFile(join(folder, name));
}

/** For one test. In memory, where no other process reads it: `file` is then none. */
async function aCopy({
  of = "three",
  isFile = false,
}: {
  of?: keyof typeof contents;
  isFile?: boolean;
} = {}): Promise<{ file: string; db: Db }> {
  const file = isFile ? join(await mkdtemp(join(folder, "copy-")), "drumbeat.db") : ":memory:";
  if (isFile) await writeFile(file, contents[of], { mode: 0o600 });
  const db = openDatabase(file, isFile ? {} : { contents: contents[of] });
  onTestFinished(() => db.destroy());
  return { file, db };
}

async function rowsOf(db: Db, workspaceId: string): Promise<unknown> {
  const own = tables.filter(({ name }) => name === "workspace");
  const tenant = tables.filter(({ name }) => name !== "workspace");
  return {
    ...(await dumpTables(db, own, sql`id = ${workspaceId}`)),
    ...(await dumpTables(db, tenant, sql`workspace_id = ${workspaceId}`)),
  };
}

interface Acting {
  services: Services;
  db: Db;
  file: string;
  workspace: Workspace;
  owner: people.Person;
  lea: people.Person;
  tom: people.Person;
  sofia: people.Person;
  asLea: ActorContext;
  asTom: ActorContext;
  asSofia: ActorContext;
  program: programs.Program;
  daily: cadences.Cadence;
  round: Round;
  prompt: Prompt;
  digestId: string;
  checkInId: string;
  write<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/** The id of a row in the workspace of whoever acts. */
async function idIn(
  { db, lea }: Acting,
  table: "item" | "report" | "approval",
  match: { type?: "request" | "step"; rhythm?: "weekly" | "monthly"; state?: "asked" },
): Promise<string> {
  return z.string().parse((await rows(db, table, lea.workspace_id).find(match))?.id);
}

async function anyId({ db, lea }: Acting, table: "track" | "working_role" | "work_request"): Promise<string> {
  return z.string().parse((await rows(db, table, lea.workspace_id).find({}))?.id);
}

const stepOf = (acting: Acting) => idIn(acting, "item", { type: "step" });
const askOf = (acting: Acting) => idIn(acting, "item", { type: "request" });

/** Without what they hold, the digests of October are made anew, and nobody approves them first. */
const DIGEST_TABLES = ["digest_seen", "digest", "report", "report_approver", "approval"];

/** In another workspace than the first, the monthly one is a draft that waits for approval, and the weekly one was sent. */
const reportIn = (acting: Acting, rhythm: "weekly" | "monthly") => idIn(acting, "report", { rhythm });
const approvalIn = (acting: Acting) => idIn(acting, "approval", { state: "asked" });

const CORRECTION = { changed: { lines: [] }, status: "red" as const, why: "It was another town." };

async function absenceOf(db: Db, person: people.Person): Promise<string> {
  const [absence] = await absences.absencesFrom(db, person.workspace_id, [person.id], "2026-11-04");
  return absence?.id ?? "";
}

async function acting(db: Db, file: string, workspaceId = A): Promise<Acting> {
  const services = servicesNow(db);
  const person = (handle: string) => people.getPersonByHandle(db, workspaceId, handle);
  const [owner, lea, tom, sofia] = [
    await person("owner"),
    await person("lea"),
    await person("tom"),
    await person("sofia"),
  ];
  const inWorkspace = sql<{ id: string }>`workspace_id = ${workspaceId}`;
  const idIn = async (table: string, where = sql`1 = 1`) => {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(table)} where ${inWorkspace} and ${where} order by id desc limit 1`.execute(db);
    return z.string().parse(rows[0]?.id);
  };
  const daily = await cadences.cadenceOf(db, workspaceId, await idIn("cadence", sql`key like '%daily'`));
  const roundId = await idIn("round", sql`cadence_id = ${daily.id} and state = 'open'`);
  const round = await db
    .selectFrom("round")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", roundId)
    .executeTakeFirstOrThrow();
  const prompt = await findPromptOf(db, workspaceId, roundId, tom.id);
  if (!prompt) throw new Error("Tom is not asked");
  return {
    services,
    db,
    file,
    workspace: await db.selectFrom("workspace").selectAll().where("id", "=", workspaceId).executeTakeFirstOrThrow(),
    owner,
    lea,
    tom,
    sofia,
    asLea: { ...services, actor: lea },
    asTom: { ...services, actor: tom },
    asSofia: { ...services, actor: sofia },
    program: await programs.programOf(db, workspaceId, daily.program_id),
    daily,
    round,
    prompt,
    digestId: (await digestsTo(db, sofia)).at(-1)?.id ?? "",
    checkInId: await idIn("check_in", sql`person_id = ${lea.id}`),
    write: (work) => inTransaction(db, work),
  };
}

const newProgram = (key: string) => ({
  key,
  title: "Borealis",
  purpose: "",
  flagship: false,
  visibility: "members" as const,
  channelId: null,
});

/** A request of Léa's for Sofia to decide, complete, and its item. */
async function aRequest({ asLea, program }: Acting, title = "Buy it?"): Promise<register.Item> {
  return addQuietly(asLea, {
    programId: program.id,
    type: "request",
    details: WHOLE_REQUEST,
    title,
    dueOn: "2026-11-20",
    sourceKey: `command:${title}`,
  });
}

const AN_ACTION = { type: "action", details: {}, title: "Book the room", dueOn: "2026-11-20" } as const;

async function anAction({ asLea, lea, program }: Acting, title?: string): Promise<register.Item> {
  const input = { ...AN_ACTION, programId: program.id, ...(title !== undefined && { title }), ownerId: lea.id };
  return addQuietly(asLea, { ...input, sourceKey: `command:${input.title}` });
}

/** A cadence as it is, with another audience and other questions. */
const changeOf = ({ id: cadenceId, title, rule, readers, disclosure }: cadences.Cadence) => ({
  cadenceId,
  title,
  rule,
  readers,
  disclosure,
  audience: ["lead", "team"],
  questions: [{ key: "q", type: "text" as const, label: "?" }],
  lastKey: null,
});

/** What people of one workspace may do, in any order: some of it is refused after other acts. */
const ACTS: Record<string, (a: Acting) => Promise<unknown>> = {
  answers: ({ asTom, prompt }) =>
    checkIns.submitCheckIn(asTom, { promptId: prompt.id, answers: { progress: "New", next: "New" } }),
  skips: ({ asTom, prompt }) => checkIns.skipCheckIn(asTom, { promptId: prompt.id }),
  "reads answers": ({ services, tom, round }) => checkIns.readAnswers(services, tom, round.id),
  "goes away": ({ asLea, tom }) =>
    away.goAway(asLea, { person: tom, from: "2026-11-04", until: "2026-11-20", delegate: null }),
  "comes back": async ({ asLea, db, lea }) => away.comeBack(asLea, { absenceId: await absenceOf(db, lea) }),
  "enters an action": async (a) => anAction(a, `Book ${(await a.services.clock.now()).length}`),
  asks: (a) => aRequest(a),
  decides: async (a) => deciding.decide(a.asSofia, { itemId: (await aRequest(a, "Now?")).id, option: 0, label: "Yes" }),
  "reads the record": ({ asTom }) =>
    registerList.listRecord(asTom, { isMine: false, programId: null, type: null, state: "all" }),
  "follows what is not answered": ({ services }) => escalation.handleDueRequests(services),
  "changes a cadence": ({ asLea, write, daily }) =>
    write((tx) => cadenceChanges.changeCadence({ ...asLea, db: tx }, changeOf(daily))),
  plans: async ({ services, db }) => {
    await sql`update cadence set next_check_at = ${NOW} where workspace_id = ${A}`.execute(db);
    return planning.openDueRounds(services);
  },
  "closes rounds": async ({ services, db }) => {
    await sql`update round set closes_at = ${NOW} where workspace_id = ${A} and state = 'open'`.execute(db);
    return rounds.closeDueRounds(services);
  },
  "sends digests": async ({ services, db }) => {
    await sql`update digest_schedule set next_at = ${NOW} where workspace_id = ${A}`.execute(db);
    for (const table of DIGEST_TABLES) await sql`delete from ${sql.table(table)} where workspace_id = ${A}`.execute(db);
    return sendDueDigests(services);
  },
  "reads a digest": ({ services, sofia }) => digestShown(services, sofia, { isPreview: false }),
  "looks ahead at a digest": ({ services, sofia }) => digestShown(services, sofia, { isPreview: true }),
  "opens a program": ({ services, sofia, program }) =>
    programScreen(services, sofia, { programId: program.id, digestId: null }),
  "sees the portfolio": ({ services, sofia }) => portfolioScreen(services, sofia, EVERYTHING_NOW),
  "shows sources": ({ services, sofia, program, digestId }) =>
    sourcesScreen(services, sofia, { programId: program.id, digestId }, 0),
  "holds a draft": async ({ services, write, asLea, sofia, program }) => {
    const due = { rhythm: "monthly" as const, sendAt: "2026-12-03T09:00:00.000Z" };
    const [draft] = await makeDrafts(services, { ...due, workspaceId: A, programIds: [program.id] });
    if (!draft) throw new Error("There is no draft to hold");
    const { reportId } = draft;
    await write((tx) => reportDrafts.showDraft(services, tx, { workspaceId: A, reportId, readerId: sofia.id }));
    await reportDrafts.holdDraft(asLea, { reportId });
  },
  "corrects a report": async (a) => correctReport(a.asLea, { reportId: await reportIn(a, "monthly"), ...CORRECTION }),
  "has approved": ({ asLea, program }) => setReportApprover(asLea, { programId: program.id, approver: "deputy" }),
  "accepts a step": async (a) => acceptStep(a.asTom, { itemId: await stepOf(a) }),
  "does a step": async (a) => completeStep(a.asTom, { itemId: await stepOf(a), checked: 0, note: "There" }),
  "adds roles": ({ asLea, program }) => roles.addLibraryRoles(asLea, { programId: program.id, keys: ["developer"] }),
  "asks for work": ({ asTom, program }) => {
    const answers = { campaign: "Spring", goal: "Sales", audience: "All" };
    return askForWork(asTom, { programId: program.id, key: "campaign", answers });
  },
  meets: ({ asLea, program }) => {
    const dates = { first: "2026-12-01", repeats: "week" as const, also: [], at: "09:00", zone: "Etc/UTC", place: "" };
    return setDates(asLea, { programId: program.id, kind: "team", dates, quorum: null });
  },
  "looks after meetings": async ({ services, db }) => {
    await sql`update meeting set due_at = ${NOW} where workspace_id = ${A}`.execute(db);
    return goOn(services, A);
  },
  "resumes work": async (a) => resumeWork(a.asLea, { id: await anyId(a, "work_request") }),
  "stops a track": async (a) => stopTrack(a.asLea, { trackId: await anyId(a, "track") }),
  foresees: ({ db }) => Array.fromAsync(plans.planOfWorkspace(db, A, { weeks: 4, now: NOW })),
  forgets: ({ services }) => agesStep(services, A).run(),
  "closes the program": ({ asLea, program }) => closings.closeProgram(asLea, { programId: program.id }),
  "learns of people": ({ services, workspace }) =>
    saveSlackUsers(services, workspace, [
      { id: "Utom", name: "tom", tz: "Asia/Tokyo", deleted: true },
      { id: "Unew", name: "sofia" },
    ]),
};

/** As JSON, with what is in sets and maps. */
function told(value: unknown): string {
  const open = (_: string, inner: unknown) => (inner instanceof Map || inner instanceof Set ? [...inner] : inner);
  return JSON.stringify(value, open) ?? "";
}

it("the copies have what the first workspace has, in every table", async () => {
  const { db } = await aCopy();
  const counts = async (workspaceId: string) =>
    Object.entries(z.record(z.string(), z.array(z.string())).parse(await rowsOf(db, workspaceId))).map(
      ([table, rows]) => [table, rows.length],
    );
  const own = await counts(A);
  // Where nothing happens, nothing is proved.
  expect(own.filter(([, count]) => count === 0).map(([table]) => table)).toEqual([]);
  expect(await counts(SAME)).toEqual(own);
  expect(await counts(OTHER)).toEqual(own);
});

it("whatever one workspace does, others stay as they are and are not told, and it gets what it would alone", async () => {
  const order = fc.shuffledSubarray(Object.keys(ACTS), { minLength: 4, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(order, async (names) => {
      const [beside, alone] = [await aCopy(), await aCopy({ of: "alone" })];
      const doing = [await acting(beside.db, beside.file), await acting(alone.db, alone.file)] as const;
      for (const name of names) {
        const answers = await Promise.all(doing.map((a) => ACTS[name]?.(a).catch(String)));
        const [answer, answerAlone] = answers.map(told);
        expect(FOREIGN_MARKS.filter((mark) => answer?.includes(mark))).toEqual([]);
        expect(answer, name).toBe(answerAlone);
      }
      for (const id of [SAME, OTHER]) expect(await rowsOf(beside.db, id)).toEqual(asTheyWere.get(id));
      expect(await rowsOf(beside.db, A)).toEqual(await rowsOf(alone.db, A));
    }),
    { numRuns: process.env.DRUMBEAT_ALL ? 25 : 6 },
  );
});

describe("gets nothing for an id of another workspace", () => {
  type Attempt = (a: Acting, theirs: Acting) => Promise<unknown>;
  const attempts: Record<string, Attempt> = {
    "opens no form": ({ services, tom }, { prompt }) => checkInForms.openForm(services, tom, prompt.id),
    "asks nobody to answer": ({ services, tom }, { prompt }) =>
      checkInForms.getPromptToAnswer(services, tom, prompt.id),
    "submits nothing": ({ asTom }, { prompt }) =>
      checkIns.submitCheckIn(asTom, { promptId: prompt.id, nothingToReport: true }),
    "skips nothing": ({ asTom }, { prompt }) => checkIns.skipCheckIn(asTom, { promptId: prompt.id }),
    "puts nothing off": ({ asTom }, { prompt }) =>
      checkIns.snoozeCheckIn(asTom, { promptId: prompt.id, at: "2026-11-04T11:00:00.000Z", requestKey: "x" }),
    "opens no program": ({ services, sofia }, { program }) =>
      programScreen(services, sofia, { programId: program.id, digestId: null }),
    "reads no answers": ({ services, lea }, { round }) => checkIns.readAnswers(services, lea, round.id),
    "sees no sources": ({ services, sofia }, { program, digestId }) =>
      sourcesScreen(services, sofia, { programId: program.id, digestId }, 0),
    "sees no sources of its own program": ({ services, sofia, program }, { digestId }) =>
      sourcesScreen(services, sofia, { programId: program.id, digestId }, 0),
    "reads no digest": ({ services, sofia }, { digestId }) => ownDigest(services, sofia, digestId),
    "reads no source": ({ services, sofia }, { program, digestId, checkInId }) =>
      answerScreen(services, sofia, { programId: program.id, digestId, checkInId }),
    "reads no source of its own digest": ({ services, sofia, program, digestId }, { checkInId }) =>
      answerScreen(services, sofia, { programId: program.id, digestId, checkInId }),
    "has no words to forward": ({ services, sofia }, { digestId }) => forwardedText(services, sofia, digestId),
    "forwards no digest": ({ asSofia, lea }, { digestId }) =>
      forward(asSofia, { digestId, text: "x", to: [{ personId: lea.id }], viewId: "V1" }),
    "gets no file": ({ asSofia }, { digestId }) => sendFile(asSofia, { digestId, format: "pdf" }),
    "has seen no digest": ({ asSofia }, { digestId }) => markSeen(asSofia, digestId),
    "thanks nobody": ({ services, sofia }, { digestId }) => teamsToThank(services, sofia, digestId),
    "finds no draft fine": async ({ asLea }, theirs) =>
      reportDrafts.markFine(asLea, { reportId: await reportIn(theirs, "monthly") }),
    "words no draft": async ({ asLea }, theirs) =>
      reportDrafts.changeWords(asLea, { reportId: await reportIn(theirs, "monthly"), seenAt: null, changed: null }),
    "holds no draft": async ({ asLea }, theirs) =>
      reportDrafts.holdDraft(asLea, { reportId: await reportIn(theirs, "monthly") }),
    "releases no draft": async ({ asLea }, theirs) =>
      reportDrafts.releaseDraft(asLea, { reportId: await reportIn(theirs, "monthly") }),
    "approves no draft": async ({ asSofia }, theirs) => approveDraft(asSofia, { approvalId: await approvalIn(theirs) }),
    "sends no draft back": async ({ asSofia }, theirs) =>
      refuseDraft(asSofia, { approvalId: await approvalIn(theirs), reason: "x" }),
    "corrects no report": async ({ asLea }, theirs) =>
      correctReport(asLea, { reportId: await reportIn(theirs, "weekly"), ...CORRECTION }),
    "has nobody approve": ({ asLea }, { program }) =>
      setReportApprover(asLea, { programId: program.id, approver: "deputy" }),
    "finds no person": ({ db }, { tom }) => people.getPerson(db, A, tom.id),
    "enters no absence": ({ asLea }, { tom }) =>
      away.goAway(asLea, { person: tom, from: "2026-11-04", until: "2026-11-20", delegate: null }),
    "ends no absence": async ({ asLea }, theirs) =>
      away.comeBack(asLea, { absenceId: await absenceOf(theirs.db, theirs.lea) }),
    "opts out of nothing": ({ asTom, services }, { daily }) =>
      inTransaction(services.db, (tx) => stopping.stopAsking({ ...asTom, db: tx }, { cadenceId: daily.id })),
    "finds no program": ({ db }, { program }) => programs.programOf(db, A, program.id),
    "has no standing": ({ db, services, lea }, { program }) => programs.standingsOf(db, lea, program.id, services),
    "finds no cadence": ({ db }, { daily }) => cadences.cadenceOf(db, A, daily.id),
    "updates no message": ({ services, write }, { prompt }) =>
      write((tx) => delivery.enqueueUpdate(tx, services, { workspaceId: A, key: deliveryKeys.prompt(prompt) })),
    "changes no cadence": ({ asLea, write }, { daily }) =>
      write((tx) => cadenceChanges.changeCadence({ ...asLea, db: tx }, changeOf(daily))),
    "pauses no cadence": ({ asLea }, { daily }) =>
      cadenceChanges.pauseCadence(asLea, { cadenceId: daily.id, reason: "x", resumesOn: null }),
    "ends no pilot": ({ asLea }, { daily }) => cadenceChanges.askEverybody(asLea, { cadenceId: daily.id }),
    "archives no cadence": ({ asLea }, { daily }) => cadenceChanges.archiveCadence(asLea, { cadenceId: daily.id }),
    "drafts nothing": ({ asLea }, { program }) => drafts.startDraft(asLea, { programId: program.id, template: null }),
    "makes no cadence": ({ services, write, owner, daily }, { program }) =>
      write((tx) =>
        cadenceChanges.createCadence(
          { ...services, db: tx, actor: owner },
          { ...daily, key: "theirs", program, questions: [{ key: "q", type: "text", label: "?" }] },
        ),
      ),
    "does no step": async ({ asTom }, theirs) =>
      completeStep(asTom, { itemId: await stepOf(theirs), checked: 0, note: "" }),
    "stops no track": async ({ asLea }, theirs) => stopTrack(asLea, { trackId: await anyId(theirs, "track") }),
    "ends no role": async ({ asLea }, theirs) => roles.endRole(asLea, { roleId: await anyId(theirs, "working_role") }),
    "decides nothing": async ({ asSofia }, theirs) =>
      deciding.decide(asSofia, { itemId: await askOf(theirs), words: "Yes" }),
    "replies to nothing": async ({ asLea }, theirs) =>
      raising.reply(asLea, { itemId: await askOf(theirs), answer: "Yes" }),
    "votes on nothing": async ({ asSofia }, theirs) =>
      votes.castVote(asSofia, { itemId: await askOf(theirs), option: 0 }),
    "seats nobody": ({ asLea, write }, { tom }) =>
      write((tx) =>
        creating.createProgram({ ...asLea, db: tx }, { ...newProgram("new"), seats: [{ role: "lead", person: tom }] }),
      ),
  };
  let copy: Awaited<ReturnType<typeof aCopy>>;
  let both: readonly [Acting, Acting];
  beforeAll(async () => {
    copy = { file: ":memory:", db: openDatabase(":memory:", { contents: contents.three }) };
    both = [await acting(copy.db, copy.file), await acting(copy.db, copy.file, OTHER)];
  });
  afterAll(() => copy.db.destroy());

  it.each(Object.keys(attempts))("%s", async (name) => {
    const before = await writtenIn(copy.db);
    const outcome = attempts[name]?.(...both);
    const answer = await (outcome ?? Promise.reject(new Error("no attempt"))).catch((refused: unknown) =>
      String(refused),
    );
    // What was written may have been taken back.
    if ((await writtenIn(copy.db)) !== before)
      for (const [id, rows] of asTheyWere) expect(await rowsOf(copy.db, id)).toEqual(rows);
    expect(told(answer)).not.toContain("c-words");
    expect(told(answer)).not.toMatch(/"kind":"view"/);
  });
});

/** How many rows its connection has written. */
async function writtenIn(db: Db): Promise<unknown> {
  return (await sql<{ count: number }>`select total_changes() as count`.execute(db)).rows[0]?.count;
}

it("a command that is not told which of several workspaces is meant asks for it", async () => {
  const { file } = await aCopy({ isFile: true });
  for (const args of [
    ["export", "check-ins", "--database", file],
    ["export", "check-ins", "--workspace", "TEAM-X", "--database", file],
    ["register", "export", "--database", file],
    ["plan", "--database", file],
  ]) {
    const child = aNodeProcess([built("cli"), ...args]);
    expect(await child.ended).toBe(1);
    expect(child.written()).toBe("");
    expect(child.output()).toContain("--workspace");
  }
});

it("a tick over all workspaces, all of them due, keeps each one's words apart", async () => {
  const { db } = await aCopy();
  const services = servicesNow(db);
  for (const table of DIGEST_TABLES) await sql`delete from ${sql.table(table)}`.execute(db);
  await sql`update cadence set next_check_at = ${NOW}`.execute(db);
  await sql`update digest_schedule set next_at = ${NOW}`.execute(db);
  await sql`update round set closes_at = ${NOW} where state = 'open'`.execute(db);
  services.clock.now = () => "2026-11-30T17:00:00.000Z";
  await planning.openDueRounds(services);
  await rounds.closeDueRounds(services);
  await sendDueDigests(services);
  const rows = [A, SAME, OTHER].map(async (workspaceId) => told(await rowsOf(db, workspaceId)));
  const [ofA = "", ofSame = "", ofOther = ""] = await Promise.all(rows);
  expect(ofA).not.toMatch(/b-words|c-words/);
  expect(ofSame).not.toMatch(/a-words|c-words/);
  expect(ofOther).not.toMatch(/a-words|b-words/);
  const digests = await db.selectFrom("digest").select("workspace_id").distinct().execute();
  expect(digests.map((row) => row.workspace_id).sort()).toEqual([SAME, A, OTHER]);
});

it("the outbox of one workspace sends nothing of another, though that is due as well (P15)", async () => {
  const { db, file } = await aCopy({ isFile: true });
  await sql`update delivery set state = 'waiting', due_at = ${NOW}, expires_at = null, sent_ts = null`.execute(db);
  const before = [await rowsOf(db, SAME), await rowsOf(db, OTHER)];
  const calls: string[] = [];
  const sandbox = await startSandbox({
    clock: new SandboxClock(NOW),
    team: { id: "TEAM-A" },
    manifest: manifestYml(),
    people: [],
    onTranscript: (entry) => {
      if (entry.type === "chat.postMessage") calls.push(JSON.stringify(entry.body));
    },
  });
  onTestFinished(() => sandbox.close());
  const clock = new SandboxClock(NOW);
  const { botToken, appToken, apiUrl } = sandbox;
  const app = await createApp({
    config: {
      slack: { mode: "socket", botToken, appToken, apiUrl },
      database: file,
      healthPort: null,
      logLevel: "silent",
    },
    clock,
  });
  onTestFinished(() => app.stop());
  await clock.settle();
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.join(" ")).toContain("a-words");
  expect(calls.join(" ")).not.toMatch(/b-words|c-words/);
  expect([await rowsOf(db, SAME), await rowsOf(db, OTHER)]).toEqual(before);
});
