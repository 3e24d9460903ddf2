/** P15: what one workspace does neither reads nor changes a row of another, whatever they have in common. */

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WebClient } from "@slack/web-api";
import { sql } from "kysely";
import { SandboxClock, startSandbox } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import * as alerts from "../../src/alerts/use-cases.ts";
import * as healthAhead from "../../src/alerts/use-cases-outlook.ts";
import { createApp } from "../../src/app.ts";
import * as optOuts from "../../src/cadences/audience/opt-outs/use-cases.ts";
import * as pilots from "../../src/cadences/audience/pilot/use-cases.ts";
import * as audienceSources from "../../src/cadences/audience/use-cases.ts";
import * as leaving from "../../src/cadences/audience/use-cases-leaving.ts";
import * as drafts from "../../src/cadences/drafts/use-cases.ts";
import { retireQuestions } from "../../src/cadences/questions/use-cases-retired.ts";
import * as years from "../../src/cadences/recurrence/years/use-cases.ts";
import { templateById } from "../../src/cadences/templates.ts";
import * as cadences from "../../src/cadences/use-cases.ts";
import * as cadenceChanges from "../../src/cadences/use-cases-changes.ts";
import { addressBook } from "../../src/calendars/address-book.ts";
import { workingDaysChanged } from "../../src/calendars/events.ts";
import { dayOf } from "../../src/calendars/rules-days.ts";
import * as calendars from "../../src/calendars/use-cases.ts";
import * as availability from "../../src/calendars/use-cases-availability.ts";
import * as calendarLists from "../../src/calendars/use-cases-lists.ts";
import * as away from "../../src/check-ins/away/use-cases.ts";
import * as day from "../../src/check-ins/day/use-cases.ts";
import { deliveryKeys } from "../../src/check-ins/delivery-keys.ts";
import * as expiringAnswers from "../../src/check-ins/expiry/use-cases.ts";
import * as checkInForms from "../../src/check-ins/form/use-cases.ts";
import { promptKind } from "../../src/check-ins/messages.ts";
import { saveMilestones } from "../../src/check-ins/milestones/use-cases.ts";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import * as proposals from "../../src/check-ins/proposals/use-cases.ts";
import * as retiredAnswers from "../../src/check-ins/retired/use-cases.ts";
import { getRoundContext } from "../../src/check-ins/rounds/context.ts";
import * as measures from "../../src/check-ins/rounds/measures/use-cases.ts";
import * as overtaken from "../../src/check-ins/rounds/overtaken/use-cases.ts";
import type { Round } from "../../src/check-ins/rounds/repository.ts";
import { findPromptOf, type Prompt } from "../../src/check-ins/rounds/repository-prompts.ts";
import * as rounds from "../../src/check-ins/rounds/use-cases.ts";
import * as stopping from "../../src/check-ins/rounds/use-cases-opt-outs.ts";
import * as roundsAhead from "../../src/check-ins/rounds/use-cases-outlook.ts";
import * as planning from "../../src/check-ins/rounds/use-cases-planning.ts";
import * as zoneData from "../../src/check-ins/rounds/use-cases-zone-data.ts";
import * as goingUp from "../../src/check-ins/sensitive/use-cases.ts";
import * as skipReasons from "../../src/check-ins/skip-reasons/use-cases.ts";
import * as typed from "../../src/check-ins/typed/use-cases.ts";
import * as checkIns from "../../src/check-ins/use-cases.ts";
import * as choosing from "../../src/check-ins/use-cases-choosing.ts";
import * as receipts from "../../src/check-ins/use-cases-receipts.ts";
import * as attention from "../../src/delivery/attention/use-cases.ts";
import { messageKinds } from "../../src/delivery/bundle.ts";
import * as forgotten from "../../src/delivery/forgotten/use-cases.ts";
import { registered } from "../../src/delivery/kinds.ts";
import * as parked from "../../src/delivery/parked/use-cases.ts";
import { createSlackGateway } from "../../src/delivery/slack-gateway.ts";
import * as delivery from "../../src/delivery/use-cases.ts";
import * as depth from "../../src/delivery/use-cases-depth.ts";
import { lastMadeAgain, lastReceivedAt } from "../../src/delivery/use-cases-last.ts";
import * as outboxAhead from "../../src/delivery/use-cases-outlook.ts";
import * as pausing from "../../src/delivery/use-cases-pause.ts";
import * as threads from "../../src/delivery/use-cases-threads.ts";
import * as why from "../../src/delivery/use-cases-why.ts";
import { manifestYml } from "../../src/demo/manifest.ts";
import * as approval from "../../src/digests/approval/use-cases.ts";
import * as approver from "../../src/digests/approval/use-cases-approver.ts";
import { gatherFacts } from "../../src/digests/compile/gather.ts";
import * as corrections from "../../src/digests/corrections/use-cases.ts";
import * as divisions from "../../src/digests/editions/divisions/use-cases.ts";
import { digestKind } from "../../src/digests/editions/messages.ts";
import * as editionFiles from "../../src/digests/editions/use-cases-files.ts";
import * as seeing from "../../src/digests/editions/use-cases-seen.ts";
import * as expiringDigests from "../../src/digests/expiry/use-cases.ts";
import * as forwarding from "../../src/digests/forwarding/use-cases.ts";
import * as goingUpAhead from "../../src/digests/going-up/use-cases.ts";
import * as holds from "../../src/digests/holds/use-cases.ts";
import * as digestsAtHome from "../../src/digests/home/use-cases.ts";
import * as digestsWaiting from "../../src/digests/home/use-cases-waiting.ts";
import * as digestsWeek from "../../src/digests/home/use-cases-week.ts";
import * as phasesTold from "../../src/digests/phases/use-cases.ts";
import * as portfolio from "../../src/digests/portfolio/use-cases.ts";
import * as rhythms from "../../src/digests/readers/rhythms/use-cases.ts";
import * as sources from "../../src/digests/sources/use-cases.ts";
import * as thanks from "../../src/digests/thanks/use-cases.ts";
import * as digests from "../../src/digests/use-cases.ts";
import * as digestsAhead from "../../src/digests/use-cases-outlook.ts";
import * as plans from "../../src/dry-run/use-cases.ts";
import { DEFAULT_SETTINGS } from "../../src/health/settings.ts";
import * as healthStatus from "../../src/health/status/use-cases.ts";
import * as health from "../../src/health/use-cases.ts";
import * as absences from "../../src/people/absences/use-cases.ts";
import * as accesses from "../../src/people/accesses/use-cases.ts";
import * as exportsOf from "../../src/people/exports/use-cases.ts";
import * as preferences from "../../src/people/preferences/use-cases.ts";
import { retentionIn } from "../../src/people/rules-retention.ts";
import * as acts from "../../src/people/two-person-acts/use-cases.ts";
import * as people from "../../src/people/use-cases.ts";
import * as settings from "../../src/people/use-cases-settings.ts";
import { type Db, openDatabase, type Tx } from "../../src/platform/database.ts";
import type { Deletion } from "../../src/platform/deletions.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { direct } from "../../src/platform/network.ts";
import type { Services } from "../../src/platform/services.ts";
import { outboxClient } from "../../src/platform/slack/clients.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import * as dossiers from "../../src/privacy/dossier/use-cases.ts";
import * as erasures from "../../src/privacy/erasure/use-cases.ts";
import * as names from "../../src/privacy/erasure/use-cases-names.ts";
import * as ownExport from "../../src/privacy/my-data/cli.ts";
import * as myData from "../../src/privacy/my-data/use-cases.ts";
import * as myDataRows from "../../src/privacy/my-data/use-cases-rows.ts";
import * as notices from "../../src/privacy/notice/use-cases.ts";
import * as objections from "../../src/privacy/objections/use-cases.ts";
import * as retention from "../../src/privacy/retention/use-cases.ts";
import { tellOfAct } from "../../src/privacy/two-person-acts/messages.ts";
import * as programClosings from "../../src/programs/closings/use-cases.ts";
import { attentionKind } from "../../src/programs/messages-attention.ts";
import * as profiles from "../../src/programs/profile/use-cases.ts";
import * as profileTable from "../../src/programs/profile/use-cases-csv.ts";
import * as programs from "../../src/programs/use-cases.ts";
import * as changes from "../../src/programs/use-cases-changes.ts";
import * as programChannels from "../../src/programs/use-cases-channels.ts";
import { HomeChanges } from "../../src/programs/use-cases-home.ts";
import * as keys from "../../src/programs/use-cases-keys.ts";
import * as namesThen from "../../src/programs/use-cases-names.ts";
import * as slots from "../../src/programs/use-cases-slots.ts";
import { visitorOf } from "../../src/programs/visitor.ts";
import * as registerAbove from "../../src/register/above/use-cases.ts";
import * as appearances from "../../src/register/appearances/use-cases.ts";
import * as asksAtHand from "../../src/register/asks/at-hand/use-cases.ts";
import { askKind } from "../../src/register/asks/messages.ts";
import * as queue from "../../src/register/asks/queue/use-cases.ts";
import * as asks from "../../src/register/asks/use-cases.ts";
import * as askClosing from "../../src/register/asks/use-cases-closing.ts";
import * as askVotes from "../../src/register/asks/use-cases-votes.ts";
import * as closing from "../../src/register/closing/use-cases.ts";
import * as registerAnswers from "../../src/register/drafts/use-cases.ts";
import * as omitting from "../../src/register/drafts/use-cases-undo.ts";
import { begun, settingOf } from "../../src/register/escalation/levels.ts";
import type { RaisedTo } from "../../src/register/escalation/messages.ts";
import { findEscalation, saveEscalation } from "../../src/register/escalation/repository.ts";
import * as escalation from "../../src/register/escalation/use-cases.ts";
import * as escalationActs from "../../src/register/escalation/use-cases-acts.ts";
import * as escalationsComing from "../../src/register/escalation/use-cases-coming.ts";
import * as escalationsWithMe from "../../src/register/escalation/use-cases-with-me.ts";
import * as expiringItems from "../../src/register/expiry/use-cases.ts";
import * as handingOn from "../../src/register/handing-on/use-cases.ts";
import * as undoing from "../../src/register/handing-on/use-cases-undo.ts";
import { readImport } from "../../src/register/import/rules.ts";
import * as registerImport from "../../src/register/import/use-cases.ts";
import * as ladder from "../../src/register/ladder/use-cases.ts";
import * as registerList from "../../src/register/list/use-cases.ts";
import * as registerReminders from "../../src/register/reminders/use-cases.ts";
import * as tidying from "../../src/register/tidying/use-cases.ts";
import * as recordTold from "../../src/register/told/use-cases.ts";
import type { NewItem } from "../../src/register/use-cases.ts";
import * as register from "../../src/register/use-cases.ts";
import * as registerAbsences from "../../src/register/use-cases-absences.ts";
import * as registerActs from "../../src/register/use-cases-acts.ts";
import * as recordAhead from "../../src/register/use-cases-outlook.ts";
import * as registerReading from "../../src/register/use-cases-reading.ts";
import type { Change } from "../../src/settings/events.ts";
import { setupFileSchema } from "../../src/setup/file.ts";
import { planSetup, setup, takeStep, takeSteps } from "../../src/setup/use-cases.ts";
import { beyondOf, noteConsultedOn } from "../../src/setup/use-cases-beyond.ts";
import { shownToSlack } from "../../src/shown-to-slack.ts";
import * as appearing from "../../src/sponsorship/appearing/use-cases.ts";
import * as cases from "../../src/sponsorship/case/use-cases.ts";
import * as caseApproval from "../../src/sponsorship/case/use-cases-approval.ts";
import * as caseChanged from "../../src/sponsorship/case/use-cases-changed.ts";
import * as caseSharing from "../../src/sponsorship/case/use-cases-sharing.ts";
import * as change from "../../src/sponsorship/change/use-cases.ts";
import * as changePicture from "../../src/sponsorship/change/use-cases-picture.ts";
import * as sponsorChoice from "../../src/sponsorship/choosing/use-cases.ts";
import * as expiringChoices from "../../src/sponsorship/choosing/use-cases-expiry.ts";
import * as candidateFacts from "../../src/sponsorship/choosing/use-cases-facts.ts";
import * as sponsorChoiceRead from "../../src/sponsorship/choosing/use-cases-reading.ts";
import * as sponsorRequest from "../../src/sponsorship/choosing/use-cases-request.ts";
import * as own from "../../src/sponsorship/own/use-cases.ts";
import * as phases from "../../src/sponsorship/phases/use-cases.ts";
import * as stakeholders from "../../src/sponsorship/stakeholders/use-cases.ts";
import * as expiringPeople from "../../src/sponsorship/stakeholders/use-cases-expiry.ts";
import * as stakeholdersRead from "../../src/sponsorship/stakeholders/use-cases-reading.ts";
import * as thanking from "../../src/sponsorship/thanking/use-cases.ts";
import * as whatsNew from "../../src/whats-new/use-cases.ts";
import * as programRead from "../../src/why/program/use-cases.ts";
import * as whyColour from "../../src/why/use-cases.ts";
import { built } from "../support/built.ts";
import { aNodeProcess } from "../support/process.ts";
import { scratch } from "../support/scratch.ts";
import { dumpTables, listTables } from "./rows.ts";
import { A, FOREIGN_MARKS, leaveAlone, liveInThree, NOW, OTHER, SAME, servicesNow } from "./three-workspaces.ts";

const ROOT = join(import.meta.dirname, "../..");

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

/** Closes it. */
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

/** What `a` has at hand when it acts. */
interface Acting {
  services: Services;
  db: Db;
  file: string;
  workspace: people.Workspace;
  owner: people.Person;
  lea: people.Person;
  tom: people.Person;
  sofia: people.Person;
  program: programs.Program;
  daily: cadences.Cadence;
  round: Round;
  prompt: Prompt;
  editionId: string;
  checkInId: string;
  /** Runs in a transaction. */
  write<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/** Tom, as Slack shows him on a beach. */
const VACATIONING = {
  id: "U-tom",
  name: "tom",
  profile: { status_text: "Vacationing", status_emoji: ":palm_tree:", status_expiration: 1_794_182_400 },
};

async function askOf({ db, lea }: Acting): Promise<string> {
  const asked = db
    .selectFrom("item")
    .select("id")
    .where("workspace_id", "=", lea.workspace_id)
    .where("type", "=", "ask");
  return (await asked.executeTakeFirstOrThrow()).id;
}

async function questionIn(db: Db): Promise<string> {
  const row = await db
    .selectFrom("health_question")
    .select("id")
    .where("workspace_id", "=", A)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function deliveryIn(db: Db): Promise<string> {
  const row = await db.selectFrom("delivery").select("id").where("workspace_id", "=", A).executeTakeFirstOrThrow();
  return row.id;
}

async function writePurpose({ services, lea, program }: Acting) {
  const about = { programId: program.id, section: "purpose" as const };
  const { revision } = await cases.sectionToEdit(services, lea, about);
  return cases.saveSection(services, lea, { ...about, revision, text: "Why now.", items: [], measures: [] });
}

async function approvedCase(acting: Acting) {
  const { services, db, sofia, program } = acting;
  await writePurpose(acting);
  const { sectionIds: read } = await cases.readCase(services, sofia, program.id);
  await caseApproval.approveCase(services, sofia, { programId: program.id, read });
  return (await cases.caseNow(services, db, sofia, program.id)).versions[0];
}

/** Approved, with the end of the program as it was then. */
async function outdatedCase(acting: Acting) {
  await approvedCase(acting);
  const { program } = acting;
  const basis = JSON.stringify({ items: [], endsOn: "2026-01-01", dates: {}, measures: [] });
  await acting.db
    .updateTable("case_version")
    .set({ basis })
    .where("workspace_id", "=", A)
    .where("program_id", "=", program.id)
    .execute();
}

const NAMES = { kind: "export-names", subject: "" } as const;

function askToErase(tx: Tx, services: Services, { workspace_id: workspaceId, id: subject }: people.Person) {
  return acts.askForAct(tx, services, { workspaceId, kind: "erase", subject, reason: "Asked", askedBy: null });
}

async function beginErasing({ services, owner, tom, write }: Acting): Promise<void> {
  const { id: actId } = await write((tx) => askToErase(tx, services, tom));
  await acts.answerAct(services, owner, { actId, isAgreed: true }, (tx, act) =>
    erasures.beginErasure(tx, services, act),
  );
}

async function eraseWhole(acting: Acting): Promise<void> {
  await beginErasing(acting);
  for (let turn = 0; turn < 20; turn += 1) await erasures.goOnErasing(acting.services, A, null);
}

/** As it is while somebody looks at where the name stands. */
async function lookThrough({ db, owner, tom }: Acting): Promise<void> {
  const [item] = await db.selectFrom("item").select("id").where("workspace_id", "=", A).orderBy("id").execute();
  const row = { workspace_id: A, id: "looked", person_id: tom.id, act_id: "act", asked_by: null, agreed_by: owner.id };
  const called = JSON.stringify({ name: tom.name, handle: tom.handle, slackId: tom.slack_user_id, isActive: true });
  const found = JSON.stringify([{ table: "item", key: [item?.id ?? ""], column: "title" }]);
  const progress = { state: "confirming" as const, step: "slack", done_to: "", counts: "{}", confirmed: "[]" };
  const times = { begun_at: NOW, due_at: NOW, finished_at: null };
  await db
    .insertInto("erasure")
    .values({ ...row, names: called, found, ...progress, ...times })
    .execute();
}

/** As a press on a message asks. */
function askedIn(services: Services) {
  const nothing = async () => {
    throw new Error("Nothing is asked of Slack.");
  };
  const slack = { channel: nothing, permalink: nothing };
  return { services, kinds: messageKinds(services, [registered(promptKind)]), addressBook, slack };
}

/** Without what they hold, the digests of October are made anew, and nobody approves them first. */
const DIGEST_TABLES = [
  "digest_quote",
  "digest_source",
  "digest_acknowledgement",
  "digest_division",
  "digest_edition",
  "digest",
  "digest_approval",
];

/** A digest of Sofia's that Lea has to approve. */
async function aDraftedPart({ db, services, lea, program, sofia }: Acting) {
  for (const table of DIGEST_TABLES) await sql`delete from ${sql.table(table)} where workspace_id = ${A}`.execute(db);
  await sql`update digest_subscription set next_at = ${NOW}
    where workspace_id = ${A} and person_id = ${sofia.id} and rhythm = 'monthly'`.execute(db);
  await approval.setApproval(services, lea, { programId: program.id, approver: "lead" });
  await digests.compileDueDigests(services);
  return { draftId: await draftIn(db, A), programId: program.id };
}

/** What Sofia got last of the program. */
/** A text of Tom's, as he is shown it. */
async function goingUpOf({ services, db, tom, prompt }: Acting) {
  const progress = "Four stores read their stock again.";
  await checkIns.submitCheckIn(services, tom, prompt.id, { answers: { progress, next: "New" } });
  const checkIn = db.selectFrom("check_in").select("id").where("workspace_id", "=", tom.workspace_id);
  const { id: checkInId } = await checkIn
    .where("round_id", "=", prompt.round_id)
    .where("person_id", "=", tom.id)
    .executeTakeFirstOrThrow();
  return { checkInId, hash: hashOf(progress) };
}

async function sentPart({ db, program, editionId }: Acting, workspaceId = A) {
  const edition = await digests.digestById(db, workspaceId, editionId);
  return { programId: program.id, rhythm: "monthly" as const, period: edition?.period ?? "" };
}

const CORRECTION = { reason: "It was another town.", wording: { text: "Lyon.", remarks: [] }, isRenewed: false };

async function draftIn(db: Db, workspaceId: string, state: "waiting" | "sent" = "waiting"): Promise<string> {
  const row = await db
    .selectFrom("digest_draft")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", state)
    .executeTakeFirstOrThrow();
  return row.id;
}

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
  const edition = await digests.latestDigest(db, { workspaceId, personId: sofia.id });
  return {
    services,
    db,
    file,
    workspace: await db.selectFrom("workspace").selectAll().where("id", "=", workspaceId).executeTakeFirstOrThrow(),
    owner,
    lea,
    tom,
    sofia,
    program: await programs.programOf(db, workspaceId, daily.program_id),
    daily,
    round,
    prompt,
    editionId: edition?.id ?? "",
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

const PROGRAM_FORM = {
  title: "Atlas",
  purpose: "New",
  benefits: "",
  visibility: "members" as const,
  channelId: "C-NEW",
  startsOn: null,
  endsOn: null,
};

const seatsOf = (lead: people.Person, member: people.Person) => [
  { role: "lead" as const, person: lead },
  { role: "team" as const, person: member },
];

const DECISION: NewItem & { type: "decision" } = {
  type: "decision",
  details: {},
  title: "We buy",
  sourceKey: "ask:theirs:1",
};

/** An ask of Léa's for Sofia to decide, complete, and its item. */
async function anAsk({ services, write, lea, program }: Acting, title = "Buy it?"): Promise<register.Item> {
  return write((tx) =>
    register.raiseItem(services, tx, lea, program.id, {
      type: "ask",
      details: {
        kind: "decision",
        options: [
          { label: "Yes", doesNothing: false },
          { label: "Do nothing", doesNothing: true },
        ],
        recommended: 0,
        costOfWaiting: "A week",
      },
      title,
      dueOn: "2026-11-20",
      sourceKey: `command:${title}`,
    }),
  );
}

/** Sofia is asked for it, unless Nina proposes it; `on`: a day that may be over. */
async function anAppearance(a: Acting, { by = a.lea, on = "2026-11-20" } = {}): Promise<register.Item> {
  return a.write((tx) =>
    register.raiseItem(a.services, tx, by, a.program.id, {
      type: "appearance",
      details: { kind: "be-seen", place: "Leeds", points: ["Members first"] },
      title: "Leeds",
      dueOn: on,
      ownerId: a.sofia.id,
      sourceKey: `command:Leeds:${on}`,
    }),
  );
}

/** An action of Léa's that Sofia is to answer. */
async function passedUp(a: Acting): Promise<register.Item> {
  const said = { tried: "Twice", effect: "A week", options: "Buy", recommendation: "Buy", matter: null };
  return (await escalationActs.passUp(a.services, a.lea, (await anAction(a)).id, said)).item;
}

/** A blocker of Léa's that nobody above may read. */
async function aStuckBlocker(a: Acting): Promise<register.Item> {
  const { services, write, lea, program } = a;
  const details = { blocksWork: true, whoCanUnblock: "Ops" };
  const input = { ...AN_ACTION, type: "issue", details, disclosure: "lead", ownerId: lea.id } as const;
  const item = await write((tx) =>
    register.raiseItem(services, tx, lea, program.id, { ...input, sourceKey: "command:stuck" }),
  );
  const row = await a.write((tx) => begun(tx, item, NOW));
  await a.write((tx) => saveEscalation(tx, { ...row, overdue_since: NOW.slice(0, 10) }));
  return item;
}

const AN_ACTION = { type: "action", details: {}, title: "Book the room", dueOn: "2026-11-20" } as const;

/** An action of Léa's. */
async function anAction({ services, write, lea, program }: Acting, title?: string): Promise<register.Item> {
  const input = { ...AN_ACTION, ...(title !== undefined && { title }), ownerId: lea.id };
  return write((tx) =>
    register.raiseItem(services, tx, lea, program.id, { ...input, sourceKey: `command:${input.title}` }),
  );
}

/** What an answer of Léa's began. */
async function anAnswer({ services, write, lea, program, round, checkInId }: Acting): Promise<register.Item> {
  return write((tx) =>
    registerAnswers.enterAnswer(services, tx, lea, program, {
      type: "risk",
      text: "The launch may slip",
      sourceKey: `check-in:${round.id}:${lea.id}:risk`,
      since: "2026-11-02",
      dueOn: null,
      raisedById: lea.id,
      disclosure: "team",
      checkIn: { roundId: round.id, id: checkInId, revision: 1 },
    }),
  );
}

/** The same, when another answer of hers has named it. */
async function saidAgain(a: Acting): Promise<register.Item> {
  const item = await anAnswer(a);
  await a.write((tx) =>
    registerAnswers.draftFromAnswers(a.services, tx, a.lea, {
      program: a.program,
      questions: [{ key: "again", type: "text", label: "?", feeds: "risk" }],
      disclosure: "team",
      roundId: a.round.id,
      checkInId: a.checkInId,
      revision: 1,
      answers: { again: "The launch may slip" },
      before: null,
      silentIn: null,
    }),
  );
  return item;
}

/** Tom is the steering committee, which votes on an ask until the fifth. */
async function aVote(a: Acting): Promise<register.Item> {
  await sql`update seat set role = 'steering' where workspace_id = ${A} and person_id = ${a.tom.id}`.execute(a.db);
  const ask = await anAsk(a);
  await askVotes.putToCommittee(a.services, a.sofia, ask.id, {
    kind: "circulation",
    quorum: 1,
    closesOn: "2026-11-05",
  });
  return ask;
}

const ASK_FORM = {
  title: "Buy two?",
  kind: "decision" as const,
  options: [
    { label: "Two", doesNothing: false },
    { label: "None", doesNothing: true },
  ],
  recommended: 0,
  why: "Cheaper",
  neededBy: "2026-11-25",
  costOfWaiting: "A month",
  evidence: "",
};

const seatRow = ({ program }: Acting) => ({
  workspace_id: A,
  id: "new-seat",
  program_id: program.id,
  from_date: null,
  until_date: null,
  delegate_id: null,
  created_at: NOW,
});

/** What came of each attempt, refusals as what they say. */
const outcomes = (settled: PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)));

/** A cadence as it is, with another audience and other questions. */
const changeOf = ({ title, rule, readers, disclosure }: cadences.Cadence) => ({
  title,
  rule,
  readers,
  disclosure,
  audience: ["lead", "team"],
  questions: [{ key: "q", type: "text" as const, label: "?" }],
  lastKey: null,
});

/** One entry for each thing that one workspace can have done: what `a` does, and what it gets for it. */
const USE_CASES: Record<string, (a: Acting) => Promise<unknown>> = {
  "people/use-cases.ensureWorkspace": ({ services }) =>
    people.ensureWorkspace(services, { id: "TEAM-A", name: "Renamed" }),
  "people/use-cases.setWorkspaceLocale": ({ db }) => people.setWorkspaceLocale(db, A, "fr-FR"),
  "people/use-cases.saveSlackUsers": ({ services, workspace }) =>
    people.saveSlackUsers(services, workspace, [
      { id: "U-tom", name: "tom", tz: "Asia/Tokyo", deleted: true },
      { id: "U-new", name: "sofia" },
    ]),
  "people/use-cases.findPerson": ({ db }) => people.findPerson(db, A, "U-tom"),
  "people/use-cases.getPersonByHandle": ({ db }) => people.getPersonByHandle(db, A, "tom"),
  "people/use-cases.primaryOwnerOf": ({ db }) => people.primaryOwnerOf(db, A),
  "people/accesses/use-cases.accessesAfter": ({ db }) =>
    accesses.accessesAfter(db, A, { after: "", since: "", until: NOW, limit: 10 }),
  "programs/use-cases-keys.programKeysOf": ({ db }) => keys.programKeysOf(db, A),
  "people/use-cases.handlesOf": ({ db }) => people.handlesOf(db, A),
  "people/use-cases.peopleKnown": ({ db }) => people.peopleKnown(db, A),
  "people/use-cases.peopleBySlackIds": ({ db }) => people.peopleBySlackIds(db, A, ["U-tom", "U-lea"]),
  "people/use-cases.markWelcomed": ({ write, tom }) => write((tx) => people.markWelcomed(tx, A, tom.id, NOW)),
  "people/use-cases.personById": ({ db, tom }) => people.personById(db, A, tom.id),
  "people/use-cases.peopleByIds": ({ db, lea, tom }) => people.peopleByIds(db, A, [lea.id, tom.id]),
  "people/use-cases.rememberNotified": ({ write, tom }) => write((tx) => people.rememberNotified(tx, A, tom.id, NOW)),
  "people/use-cases.rememberDm": ({ write, tom }) => write((tx) => people.rememberDm(tx, A, tom.id, "D-NEW")),

  "people/absences/use-cases.enterAbsence": ({ services, write, tom, lea }) =>
    write((tx) =>
      absences.enterAbsence(services, tx, tom, {
        from: "2026-11-05",
        until: "2026-11-20",
        delegateId: lea.id,
        actorId: tom.id,
        source: "person",
      }),
    ),
  "people/absences/use-cases.changeAbsence": ({ services, write, lea }) =>
    write(async (tx) => {
      const [absence] = await absences.absencesFrom(tx, A, [lea.id], "2026-11-04");
      if (!absence) throw new Error("Lea is not away");
      const days = { from: "2026-11-04", until: "2026-11-09", delegateId: null, actorId: lea.id };
      return absences.changeAbsence(services, tx, lea, absence, days);
    }),
  "people/absences/use-cases.endAbsence": ({ services, write, lea }) =>
    write(async (tx) => {
      const [absence] = await absences.absencesFrom(tx, A, [lea.id], "2026-11-04");
      if (!absence) throw new Error("Lea is not away");
      return absences.endAbsence(services, tx, lea, absence, lea.id);
    }),
  "people/absences/use-cases.absenceById": async ({ db, lea }) => {
    const [absence] = await absences.absencesFrom(db, A, [lea.id], "2026-11-04");
    return absences.absenceById(db, A, absence?.id ?? "");
  },
  "people/absences/use-cases.absencesFrom": ({ db, lea, tom }) =>
    absences.absencesFrom(db, A, [lea.id, tom.id], "2026-11-05"),
  "people/absences/use-cases.absencesOn": async ({ db, lea, tom }) => [
    await absences.absencesOn(db, A, [lea.id, tom.id], "2026-11-05"),
    await absences.absencesOn(db, A, [lea.id, tom.id], "2026-11-20"),
  ],
  "people/absences/use-cases.statusesToFollow": ({ db }) => absences.statusesToFollow(db, A, [VACATIONING]),
  "people/absences/use-cases.followStatus": ({ services, write, tom }) =>
    write((tx) =>
      absences.followStatus(services, tx, tom, {
        text: "Vacationing",
        emoji: ":palm_tree:",
        expiresAt: "2026-11-09T00:00:00.000Z",
      }),
    ),

  "people/preferences/use-cases.preferencesOf": ({ db, tom }) => preferences.preferencesOf(db, A, tom.id),
  "people/preferences/use-cases.preferencesOfAll": async ({ db, tom, lea }) => {
    const of = await preferences.preferencesOfAll(db, A, [tom.id, lea.id], {
      ...(await settings.settingsOf(db, A)),
      workingWeek: [],
      messagesCome: "together",
    });
    return [of(tom.id), of(lea.id)];
  },
  "people/preferences/use-cases.defaultDays": ({ db }) => preferences.defaultDays(db, A),
  "people/preferences/use-cases.savePreferences": async ({ db, services, write, tom }) => {
    const now = await preferences.preferencesOf(db, A, tom.id);
    return write((tx) => preferences.savePreferences(services, tx, tom, { ...now, language: "fr", takesUrgent: true }));
  },
  "people/preferences/use-cases.morningsOf": async ({ db, tom, lea }) => {
    const of = await preferences.morningsOf(db, A, [tom.id, lea.id]);
    return [of(tom.id) ?? null, of(lea.id) ?? null];
  },
  "people/preferences/use-cases.workingTimesOf": ({ db, tom, lea }) =>
    preferences.workingTimesOf(db, A, [tom.id, lea.id]),
  "people/preferences/use-cases.peopleCountingBy": ({ db }) => preferences.peopleCountingBy(db, A, "closure"),
  "people/preferences/use-cases.forgetCalendar": ({ write }) =>
    write((tx) => preferences.forgetCalendar(tx, A, "closure")),
  "programs/use-cases-slots.attentionRolesOf": async ({ db }) => [
    ...(await slots.attentionRolesOf(db, A, "2026-11-03T09:00:00.000Z")),
  ],
  "programs/use-cases-slots.attentionRolesAmong": async ({ db, tom, lea }) => [
    ...(await slots.attentionRolesAmong(db, A, [tom.id, lea.id], "2026-11-03T09:00:00.000Z")),
  ],
  "programs/use-cases-slots.attentionRoleOf": ({ db, tom }) =>
    slots.attentionRoleOf(db, A, tom.id, "2026-11-03T09:00:00.000Z"),
  "programs/use-cases-slots.slotFactsOf": async ({ db, tom, lea }) => [
    ...(await slots.slotFactsOf(db, A, [tom.id, lea.id], "2026-11-03T09:00:00.000Z")),
  ],
  "calendars/use-cases-availability.contactFactsOf": ({ db, lea }) =>
    availability.contactFactsOf(db, A, lea.id, { from: "2026-11-01", until: "2026-11-30" }),

  "people/use-cases-settings.settingsOf": ({ db }) => settings.settingsOf(db, A),
  "people/use-cases-settings.saveSettings": ({ services, owner, tom }) =>
    settings.saveSettings(
      services,
      owner,
      {
        whoMayCreate: "admins",
        locale: "fr-FR",
        workingWeek: ["mo"],
        holidayRegion: "FR",
        messagesCome: "together",
        hours: { from: "09:00", until: "17:00" },
        areHoursLocked: true,
        allowsUrgent: true,
        namedAdmins: [tom.id],
      },
      (tx) => workingDaysChanged.happened(services, tx, { workspaceId: A }),
    ),
  "people/use-cases-settings.adminsOf": ({ db }) => settings.adminsOf(db, A),
  "people/use-cases-settings.adminNames": ({ db }) => settings.adminNames(db, A),
  "people/use-cases-settings.refuseUnlessAdmin": ({ db, owner, tom }) =>
    Promise.allSettled([settings.refuseUnlessAdmin(db, owner), settings.refuseUnlessAdmin(db, tom)]).then(outcomes),
  "people/use-cases-settings.workspaceName": ({ db }) => settings.workspaceName(db, A),
  "privacy/dossier/cli.run": ({ file }) => run("dossier", "--lang", "fr", "--workspace", "TEAM-A", "--database", file),
  "privacy/dossier/use-cases.configurationOf": ({ db, services }) => dossiers.configurationOf({ ...services, db }, A),
  "privacy/dossier/use-cases.lastHandedOver": ({ db }) => dossiers.lastHandedOver(db, A),
  "privacy/dossier/use-cases.noteHandedOver": ({ write, services, owner }) =>
    write((tx) => dossiers.noteHandedOver(services, tx, { workspaceId: A, byId: owner.id, ...HANDED_OVER })),
  "privacy/dossier/use-cases.beyondLast": ({ write, services, owner }) =>
    write(async (tx) => {
      await dossiers.noteHandedOver(services, tx, { workspaceId: A, byId: owner.id, ...HANDED_OVER });
      return dossiers.beyondLast(tx, { workspaceId: A, changes: LONGER_HOURS, reader: owner });
    }),
  "privacy/dossier/use-cases.noteConsulted": ({ write, services, owner }) =>
    write((tx) =>
      dossiers.noteConsulted(services, tx, {
        workspaceId: A,
        actorId: owner.id,
        changes: LONGER_HOURS,
        ...HANDED_OVER,
      }),
    ),
  "privacy/notice/use-cases.noticeInShort": ({ db }) => notices.noticeInShort(db, A),
  "privacy/notice/use-cases.noticeAsAWhole": ({ db }) => notices.noticeAsAWhole(db, A),
  "people/use-cases-settings.zonesOf": ({ db }) => settings.zonesOf(db, A),

  "programs/use-cases.createProgram": ({ services, write, lea, tom }) =>
    write((tx) =>
      programs.createProgram(services, tx, lea, { ...newProgram("theirs"), seats: [{ role: "team", person: tom }] }),
    ),
  "programs/use-cases.giveSeats": ({ services, write, program, tom }) =>
    write((tx) => programs.giveSeats(services, tx, program, [{ role: "deputy", personId: tom.id }])),
  "programs/use-cases.namedPrograms": ({ db }) => programs.namedPrograms(db, A),
  "programs/use-cases.programOf": ({ db, program }) => programs.programOf(db, A, program.id),
  "programs/use-cases.seatsByProgram": ({ db, program }) => programs.seatsByProgram(db, A, [program.id], "2026-11-04"),
  "programs/use-cases.listEverySeat": ({ db, program }) => programs.listEverySeat(db, program),
  "programs/use-cases.listSeatsOn": ({ db, program }) => programs.listSeatsOn(db, program, "2026-11-04"),
  "programs/use-cases.listSeatsOf": ({ db, program, tom }) => programs.listSeatsOf(db, program, tom.id, "2026-11-04"),
  "programs/use-cases.listSeatsInRoleOn": ({ db, program }) =>
    programs.listSeatsInRoleOn(db, program, "lead", "2026-11-04"),
  "programs/use-cases.standingsOf": ({ services, db, lea, program }) =>
    programs.standingsOf(db, lea, program.id, services),
  "cadences/audience/use-cases-leaving.takeOutOfAudiences": async ({ services, db, write, tom, program, daily }) => {
    const named = JSON.stringify(["team", tom.id]);
    await sql`update cadence set audience = ${named} where workspace_id = ${A} and id = ${daily.id}`.execute(db);
    await write((tx) => leaving.takeOutOfAudiences(services, tx, program, new Set([tom.id]), null));
  },
  "digests/approval/use-cases-approver.releaseApprover": async ({ services, db, write, tom, program }) => {
    await sql`update seat set until_date = '2026-11-01' where workspace_id = ${A} and person_id = ${tom.id}`.execute(
      db,
    );
    await write((tx) => approver.releaseApprover(services, tx, program));
  },
  "register/handing-on/use-cases.handOnIn": async (a) => {
    await anAction(a);
    await anAsk(a);
    await sql`update seat set until_date = '2026-11-01'
      where workspace_id = ${A} and person_id in (${a.sofia.id}, ${a.lea.id})`.execute(a.db);
    return a.write((tx) => handingOn.handOnIn(a.services, tx, a.program));
  },
  "register/handing-on/use-cases.declineHandedOn": async (a) => {
    const action = await anAction(a);
    const deputy = { ...seatRow(a), person_id: a.sofia.id, role: "deputy" as const };
    await a.db.insertInto("seat").values(deputy).execute();
    await sql`update seat set until_date = '2026-11-01' where workspace_id = ${A} and person_id = ${a.lea.id}`.execute(
      a.db,
    );
    await a.write((tx) => handingOn.handOnIn(a.services, tx, a.program));
    return Promise.allSettled([handingOn.declineHandedOn(a.services, a.sofia, [action.id])]).then(outcomes);
  },
  "register/escalation/use-cases.handEscalationOn": async (a) => {
    const item = await passedUp(a);
    const row = await a.write((tx) => findEscalation(tx, A, item.id));
    const setting = await settingOf(a.db, A, a.program.id, NOW);
    if (!row) throw new Error("It is not followed");
    const to = { because: "left" as const, to: a.tom.id, level: "team" as const };
    await a.write((tx) => escalation.handEscalationOn(a.services, tx, row, item, to, setting));
  },
  "register/asks/use-cases-votes.withdrawVoters": async (a) => {
    const vote = await aVote(a);
    const item = (await registerReading.itemsOfPrograms(a.db, A, [a.program.id], { ids: [vote.id] }))[0];
    if (!item) throw new Error("It is gone");
    await sql`update seat set role = 'team' where workspace_id = ${A} and person_id = ${a.tom.id}`.execute(a.db);
    return a.write(async (tx) =>
      askVotes.withdrawVoters(a.services, tx, item, await programs.roleFactsFor(tx, a.lea, a.program.id, a.services)),
    );
  },
  "programs/use-cases.mayKnow": ({ services, db, tom, program }) => programs.mayKnow(db, tom, program, services),
  "programs/use-cases.roleFactsFor": async ({ services, db, lea, program }) =>
    (await programs.roleFactsFor(db, lea, program.id, services)).seats,
  "programs/use-cases.programIdsOf": ({ db, lea }) => programs.programIdsOf(db, lea),
  "programs/use-cases.listProgramsFor": ({ services, db, lea }) => programs.listProgramsFor(db, lea, services),
  "programs/use-cases.runningPrograms": ({ db }) => programs.runningPrograms(db, A),
  "cadences/audience/opt-outs/use-cases.optOutsOf": async ({ db, write, tom, services, daily }) => {
    await write((tx) => optOuts.optOut(services, tx, tom, daily.id));
    return [...(await optOuts.optOutsOf(db, A, [daily]))];
  },
  "check-ins/rounds/use-cases-outlook.openRoundsOf": ({ db }) => roundsAhead.openRoundsOf(db, A),
  "check-ins/rounds/use-cases-outlook.silentBefore": async ({ db, daily, tom, lea }) => {
    await sql`update prompt set state = 'missed', sent_at = opens_at where workspace_id = ${A}`.execute(db);
    const asked = { cadenceIds: [daily.id], personIds: [tom.id, lea.id], now: "2100-01-01T00:00:00.000Z" };
    return [...(await roundsAhead.silentBefore(db, A, asked))];
  },
  "check-ins/rounds/use-cases-outlook.perhapsAwayIn": async ({ db, daily, tom, lea }) => {
    await sql`update prompt set state = 'missed', sent_at = opens_at where workspace_id = ${A}`.execute(db);
    const asked = { cadenceIds: [daily.id], personIds: [tom.id, lea.id], now: "2100-01-01T00:00:00.000Z" };
    return roundsAhead.perhapsAwayIn(db, A, asked);
  },
  "check-ins/rounds/use-cases-outlook.withNobodyLeft": async ({ db, daily }) => {
    await sql`update round set missed_reason = 'no-participants' where workspace_id = ${A}`.execute(db);
    return roundsAhead.withNobodyLeft(db, A, [daily.id]);
  },
  "delivery/use-cases-outlook.outboxOutlook": async ({ db, tom, lea }) => {
    const { waiting, counted } = await outboxAhead.outboxOutlook(db, A, { now: NOW, personIds: [tom.id, lea.id] });
    return { waiting, counted: [...counted] };
  },
  "digests/use-cases-outlook.digestOutlook": async ({ db }) => {
    const outlook = await digestsAhead.digestOutlook(db, A, "2027-02-01T00:00:00.000Z");
    const of = outlook.first.map((digest) => [
      outlook.feedOf(digest, outlook.lastAt(digest)),
      outlook.after(digest, "UTC"),
    ]);
    return { first: outlook.first, rounds: outlook.rounds, of };
  },
  "calendars/use-cases-availability.contactFactsOfAll": async ({ db, tom, lea }) => [
    ...(await availability.contactFactsOfAll(db, A, [tom, lea], { from: "2026-11-01", until: "2026-12-01" })),
  ],
  "dry-run/use-cases.planOfWorkspace": ({ db }) =>
    Array.fromAsync(plans.planOfWorkspace(db, A, { weeks: 4, now: NOW })),
  "dry-run/use-cases.planFor": ({ db, services, lea }) =>
    Array.fromAsync(plans.planFor({ db, clock: services.clock }, lea, { weeks: 4 })),
  "programs/use-cases.closedProgramsOf": ({ db, sofia }) => programs.closedProgramsOf(db, sofia),
  "programs/use-cases.hasPrograms": ({ db }) => programs.hasPrograms(db, A),
  "programs/use-cases.mayCreateProgram": async ({ db, tom }) => {
    await sql`update workspace set who_may_create = 'admins' where id = ${SAME}`.execute(db);
    const may = await programs.mayCreateProgram(db, tom);
    await sql`update workspace set who_may_create = 'anyone' where id = ${SAME}`.execute(db);
    return may;
  },
  "programs/use-cases.refuseUnlessMayCreate": ({ db, tom }) => programs.refuseUnlessMayCreate(db, tom),
  "programs/use-cases.refuseUnlessMayChange": ({ services, db, lea, tom, program }) =>
    Promise.allSettled([
      programs.refuseUnlessMayChange(db, lea, program, services),
      programs.refuseUnlessMayChange(db, tom, program, services),
    ]).then(outcomes),
  "programs/use-cases-channels.channelsToReach": ({ db }) => programChannels.channelsToReach(db, A),
  "programs/use-cases-home.HomeChanges": async ({ db, tom, program }) => {
    const concerned = async (tell: (news: HomeChanges) => void) => {
      const news = new HomeChanges();
      tell(news);
      return (await news.takeConcerned(db, A)).sort();
    };
    return [
      await concerned((news) => news.sentTo(tom.id)),
      await concerned((news) => news.doneBy("U-tom")),
      await concerned((news) => news.happenedIn([program.id])),
    ];
  },
  "programs/profile/cli.run": ({ file }) => run("programs", "export", "--workspace", "TEAM-A", "--database", file),
  "programs/profile/use-cases.profilesAt": async ({ db }) => [...(await profiles.profilesAt(db, A, NOW))],
  "programs/profile/use-cases.profileIdThen": ({ db }) =>
    db
      .selectFrom("cadence")
      .select(profiles.profileIdThen(db, { workspaceId: A, at: NOW }).as("profile_id"))
      .where("workspace_id", "=", A)
      .execute(),
  "programs/profile/use-cases.changeProfile": ({ services, write, program }) =>
    write((tx) => profiles.changeProfile(services, tx, program, { labels: [{ name: "Region", value: "DACH" }] })),
  "programs/profile/use-cases-csv.namedProfiles": ({ services, lea }) => profileTable.namedProfiles(services, lea),
  "programs/profile/use-cases-csv.importProfiles": ({ services, lea, program }) =>
    profileTable.importProfiles(
      services,
      lea,
      [{ id: program.id, profile: { labels: [{ name: "Region", value: "DACH" }] } }],
      { isTrial: false },
    ),
  "programs/use-cases-keys.proposedKey": ({ db }) => keys.proposedKey(db, A, "Atlas"),
  "programs/use-cases-keys.keyOfNew": ({ write }) =>
    write((tx) => keys.keyOfNew(tx, A, { shortKey: "OTHER", title: "Atlas" })),
  "programs/use-cases-keys.refuseUnlessKey": ({ services, db, program }) =>
    Promise.allSettled(
      [program, null].map((one) =>
        keys.refuseUnlessKey(services, db, { workspaceId: A, program: one, shortKey: program.short_key }),
      ),
    ).then(outcomes),
  "programs/use-cases-changes.createFromForm": ({ services, lea, tom }) =>
    changes.createFromForm(services, lea, { ...PROGRAM_FORM, title: "Theirs", seats: seatsOf(lea, tom) }),
  "programs/use-cases-changes.changeProgram": ({ services, lea, tom, program }) =>
    changes.changeProgram(services, lea, program.id, { ...PROGRAM_FORM, seats: seatsOf(lea, tom) }),
  "programs/use-cases-changes.changeSeat": async ({ services, db, lea, tom, program }) => {
    const [seat] = (await programs.listSeatsOn(db, program, "2026-11-04")).filter(({ role }) => role === "team");
    const which = { programId: program.id, seatId: seat?.id ?? "" };
    await changes.changeSeat(services, lea, which, { from: null, until: "2026-12-24", delegate: tom });
  },
  "programs/use-cases-changes.declineSeat": async ({ services, db, lea, tom, program }) => {
    const [seat] = (await programs.listSeatsOn(db, program, "2026-11-04")).filter(({ role }) => role === "sponsor");
    const seatId = seat?.id ?? "";
    const named = { from: null, until: null, delegate: tom };
    await changes.changeSeat(services, lea, { programId: program.id, seatId }, named);
    return changes.declineSeat(services, tom, seatId);
  },
  "programs/use-cases-changes.closeProgram": ({ services, lea, program }) =>
    changes.closeProgram(services, lea, program.id),
  "programs/use-cases-changes.reopenProgram": async ({ services, lea, program }) => {
    await changes.closeProgram(services, lea, program.id);
    return changes.reopenProgram(services, lea, program.id);
  },
  "programs/use-cases-changes.undoClosing": async ({ services, lea, program }) => {
    await changes.closeProgram(services, lea, program.id);
    return changes.undoClosing(services, lea, program.id);
  },
  "programs/use-cases-changes.seatsToShow": ({ services, db, program }) => changes.seatsToShow(db, program, services),
  "setup/use-cases.setup": ({ services, owner }) => setup(services, owner, BOREALIS, NO_CHANNELS),
  "setup/use-cases.planSetup": ({ services, owner }) => planSetup(services, owner, BOREALIS, NO_CHANNELS),
  "setup/use-cases.takeStep": async ({ services, owner }) => {
    for (const step of await planSetup(services, owner, BOREALIS, NO_CHANNELS))
      await takeStep(services, owner, step, { change: true });
  },
  "setup/use-cases.takeSteps": async ({ services, owner }) =>
    takeSteps(services, owner, await planSetup(services, owner, BOREALIS, NO_CHANNELS), { change: true }),
  "setup/use-cases-beyond.beyondOf": async ({ services, owner }) =>
    beyondOf(services, owner, await planSetup(services, owner, BOREALIS, NO_CHANNELS), {
      change: true,
      reader: { locale: "en-GB" },
    }),
  "setup/use-cases-beyond.noteConsultedOn": async ({ services, owner }) =>
    noteConsultedOn(services, owner, await planSetup(services, owner, BOREALIS, NO_CHANNELS), {
      change: true,
      ...HANDED_OVER,
    }),
  "setup/cli.run": runSetup,

  "whats-new/use-cases.noteRelease": ({ services, workspace }) => whatsNew.noteRelease(services, workspace),
  "whats-new/use-cases.isNewTo": ({ services, tom }) => whatsNew.isNewTo(services, tom, "2100-01-01T00:00:00.000Z"),
  "whats-new/use-cases.noteRead": ({ services, tom }) => whatsNew.noteRead(services, tom),
  "people/use-cases.wasAnybodyAsked": ({ db }) => people.wasAnybodyAsked(db, A),

  "delivery/use-cases-pause.messagesNow": ({ services }) => pausing.messagesNow(services, A),
  "delivery/use-cases-pause.areMessagesPaused": ({ db }) => pausing.areMessagesPaused(db, A),
  "delivery/use-cases-pause.pauseMessages": ({ services, owner }) =>
    pausing.pauseMessages(services, { workspaceId: A, actorId: owner.id }),
  "delivery/use-cases-pause.resumeMessages": async ({ services, owner }) => {
    await pausing.pauseMessages(services, { workspaceId: A, actorId: owner.id });
    await pausing.resumeMessages(services, { workspaceId: A, actorId: owner.id });
  },

  "calendars/use-cases.workingCalendarFor": async ({ db }) => {
    const days = { working_week: '["mo"]', holiday_region: "closure" };
    const { holidays } = await calendars.workingCalendarFor(db, A, days);
    return holidays.nameOn?.(dayOf("2026-12-24"));
  },
  "calendars/use-cases.workspaceCalendar": async ({ db }) => {
    await db.updateTable("workspace").set({ holiday_region: "closure" }).where("id", "=", A).execute();
    return (await calendars.workspaceCalendar(db, A)).holidays.nameOn?.(dayOf("2026-12-24"));
  },
  "calendars/use-cases.calendarOfRule": async ({ db }) =>
    (await calendars.calendarOfRule(db, A, { calendar: "closure" })).holidays.nameOn?.(dayOf("2026-12-24")),
  "calendars/use-cases.calendarOf": ({ db }) =>
    calendars.calendarOf(db, A, "closure", { from: "2026-12-01", until: "2026-12-31" }),
  "calendars/use-cases.refuseUnknownCalendar": ({ db }) => calendars.refuseUnknownCalendar(db, A, "closure"),
  "calendars/use-cases.calendarCalled": ({ db }) => calendars.calendarCalled(db, A, "closure"),
  "calendars/use-cases.calendarName": ({ db }) => calendars.calendarName(db, A, "closure", "en"),
  "calendars/use-cases-lists.listCalendars": ({ db }) => calendarLists.listCalendars(db, A),
  "calendars/use-cases-lists.calendarByKey": ({ db }) => calendarLists.calendarByKey(db, A, "closure"),
  "calendars/use-cases-lists.saveCalendar": ({ services, owner }) =>
    calendarLists.saveCalendar(
      services,
      owner,
      { key: "closure", name: "Summer", region: "FR", days: [{ on: "08-14", label: "Bridge" }] },
      (tx) => workingDaysChanged.happened(services, tx, { workspaceId: A }),
    ),
  "calendars/use-cases-lists.removeCalendar": ({ services, owner }) =>
    calendarLists.removeCalendar(services, owner, "closure"),
  "privacy/my-data/use-cases.myData": ({ services, tom }) => myData.myData(services, tom),
  "privacy/my-data/use-cases.pageOf": ({ services, tom }) => myData.pageOf(services, tom, { of: "answers", page: 0 }),
  "privacy/my-data/use-cases.sendOwnData": ({ services, tom }) => myData.sendOwnData(services, tom),
  "privacy/my-data/use-cases.wholeRow": ({ services, tom }) =>
    myData.wholeRow(services, tom, { of: "profile", ref: `person/${tom.id}` }),
  "privacy/my-data/use-cases.askForOwnCopy": ({ services, tom }) => myData.askForOwnCopy(services, tom),
  "privacy/my-data/use-cases.askForOwnErasure": ({ services, tom }) => myData.askForOwnErasure(services, tom),
  "privacy/my-data/use-cases-rows.rowShown": ({ db, tom }) =>
    myDataRows.rowShown(db, tom, `person/${tom.id}`, people.readerOf(tom)),
  "privacy/my-data/cli.exportPerson": ({ services, tom }) =>
    ownExport.exportPerson(services, tom, { format: "json", reason: "", language: "en", out: "/dev/null" }),
  "sponsorship/choosing/use-cases.choosingFor": ({ services, db, lea, program }) =>
    sponsorChoice.choosingFor(services, db, lea, program.id, "choose-sponsor"),
  "sponsorship/choosing/use-cases.candidateFor": async (acting) =>
    sponsorChoice.candidateFor(
      acting.services,
      acting.db,
      acting.lea,
      (await theChoice(acting)).candidate.id,
      "choose-sponsor",
    ),
  "sponsorship/choosing/use-cases.saveChoice": async (acting) =>
    sponsorChoice.saveChoice(acting.services, acting.lea, acting.program.id, {
      stakeholderIds: [(await theChoice(acting)).candidate.stakeholder_id],
      contributors: [],
    }),
  "sponsorship/choosing/use-cases.withdrawChoice": ({ services, lea, program }) =>
    sponsorChoice.withdrawChoice(services, lea, program.id),
  "sponsorship/choosing/use-cases.withdrawRunning": async (acting) => {
    const { choice } = await theChoice(acting);
    return acting.write((tx) => sponsorChoice.withdrawRunning(acting.services, tx, choice));
  },
  "sponsorship/choosing/use-cases.showFactsWanted": async (acting) => {
    const { choice } = await theChoice(acting);
    return acting.write((tx) => sponsorChoice.showFactsWanted(acting.services, tx, choice));
  },
  "sponsorship/choosing/use-cases.showRequest": ({ services, write, program }) =>
    write((tx) => sponsorChoice.showRequest(services, tx, program)),
  "sponsorship/choosing/use-cases.showRequested": async (acting) => {
    const { candidate } = await theChoice(acting);
    const request = { workspace_id: A, id: candidate.id, person_id: acting.lea.id };
    return acting.write((tx) => sponsorChoice.showRequested(acting.services, tx, acting.program.id, request));
  },
  "sponsorship/choosing/use-cases.forgetCandidate": async (acting) => {
    const { candidate } = await theChoice(acting);
    const line = { workspace_id: A, id: candidate.stakeholder_id, program_id: acting.program.id };
    return acting.write((tx) => sponsorChoice.forgetCandidate(acting.services, tx, line));
  },
  "sponsorship/choosing/use-cases.runningRequest": async (acting) =>
    sponsorChoice.runningRequest(acting.db, (await theChoice(acting)).choice),
  "sponsorship/choosing/use-cases.sponsorsOf": ({ services, db, program }) =>
    sponsorChoice.sponsorsOf(services, db, program),
  "sponsorship/choosing/use-cases.note": ({ services, write, lea, program }) =>
    write((tx) => sponsorChoice.note(services, tx, lea, program.id, "sponsor.asked")),
  "sponsorship/choosing/use-cases-facts.enterFacts": async (acting) => {
    const { candidate } = await theChoice(acting);
    const none = { text: "", on: null };
    const known = { vision: { text: "Said so.", on: "2026-10-02" }, influence: none, desire: none, credibility: none };
    return candidateFacts.enterFacts(acting.services, acting.lea, candidate.id, { ...known, customer: none });
  },
  "sponsorship/choosing/use-cases-facts.factsOf": async (acting) =>
    candidateFacts.factsOf(acting.db, A, [(await theChoice(acting)).candidate]),
  "sponsorship/choosing/use-cases-facts.confirmFact": async (acting) =>
    candidateFacts.confirmFact(acting.services, acting.sofia, (await theChoice(acting)).fact.id),
  "sponsorship/choosing/use-cases-reading.pageOf": ({ services, lea, program }) =>
    sponsorChoiceRead.pageOf(services, lea, program.key),
  "sponsorship/choosing/use-cases-reading.setupOf": ({ services, lea, program }) =>
    sponsorChoiceRead.setupOf(services, lea, program.id),
  "sponsorship/choosing/use-cases-reading.choiceFor": ({ services, lea, program }) =>
    sponsorChoiceRead.choiceFor(services, lea, program.id),
  "sponsorship/choosing/use-cases-reading.candidateRead": async (acting) =>
    sponsorChoiceRead.candidateRead(acting.services, acting.lea, (await theChoice(acting)).candidate.id),
  "sponsorship/choosing/use-cases-reading.ownLines": ({ services, tom, program }) =>
    sponsorChoiceRead.ownLines(services, tom, program),
  "sponsorship/choosing/use-cases-reading.handOverFor": ({ services, lea, sofia, program }) =>
    sponsorChoiceRead.handOverFor(services, lea, { programId: program.id, personId: sofia.id }),
  "sponsorship/choosing/use-cases-request.askCandidate": async (acting) => {
    const { services, lea, program } = acting;
    await sponsorRequest.withdrawRequest(services, lea, program.id);
    return sponsorRequest.askCandidate(services, lea, (await theChoice(acting)).candidate.id, null);
  },
  "sponsorship/choosing/use-cases-request.withdrawRequest": ({ services, lea, program }) =>
    sponsorRequest.withdrawRequest(services, lea, program.id),
  "sponsorship/choosing/use-cases-request.answerRequest": async (acting) =>
    sponsorRequest.answerRequest(acting.services, acting.tom, (await theChoice(acting)).request.id, "yes"),
  "sponsorship/choosing/use-cases-expiry.expiringCandidates.count": (acting) =>
    expiring(acting, expiringChoices.expiringCandidates),
  "sponsorship/choosing/use-cases-expiry.expiringCandidates.tables": (acting) =>
    expiring(acting, expiringChoices.expiringCandidates),
  "programs/use-cases-changes.changeSponsor": ({ services, write, lea, tom, sofia, program }) =>
    write((tx) => changes.changeSponsor(services, tx, program, { actor: lea, sponsor: tom, replacesId: sofia.id })),
  "sponsorship/case/use-cases.caseStandings": ({ services, db, tom, program }) =>
    cases.caseStandings(services, db, tom, program.id),
  "sponsorship/stakeholders/use-cases.nameStakeholder": (acting) => aStakeholder(acting),
  "sponsorship/stakeholders/use-cases.changeStakeholder": async (acting) => {
    const { id } = await aStakeholder(acting);
    const again = { ...whatTheySaid(acting), job: "Director", organisation: "", name: "" };
    return stakeholders.changeStakeholder(acting.services, acting.lea, id, again);
  },
  "sponsorship/stakeholders/use-cases.noteContact": async (acting) =>
    stakeholders.noteContact(acting.services, acting.lea, (await aStakeholder(acting)).id),
  "sponsorship/stakeholders/use-cases.noteYes": async (acting) => {
    const { services, write, lea, sofia } = acting;
    const { id: stakeholderId } = await aStakeholder(acting);
    await write((tx) => stakeholders.noteYes(services, tx, sofia, { stakeholderId, askedBy: lea }));
  },
  "sponsorship/stakeholders/use-cases.markNotified": async (acting) =>
    stakeholders.markNotified(acting.services, acting.lea, (await aStakeholder(acting)).id, "Paul North"),
  "sponsorship/stakeholders/use-cases.joinAccount": async (acting) =>
    stakeholders.joinAccount(acting.services, acting.lea, (await aStakeholder(acting)).id, acting.sofia),
  "sponsorship/stakeholders/use-cases.removeStakeholder": async (acting) =>
    stakeholders.removeStakeholder(acting.services, acting.lea, (await aStakeholder(acting)).id),
  "sponsorship/stakeholders/use-cases.keptBy": async (acting) =>
    stakeholders.keptBy(acting.services, acting.lea, (await aStakeholder(acting)).id),
  "sponsorship/stakeholders/use-cases-reading.peopleOf": async (acting) => {
    await aStakeholder(acting);
    return stakeholdersRead.peopleOf(acting.services, acting.lea, null);
  },
  "sponsorship/stakeholders/use-cases-reading.stakeholderFor": async (acting) =>
    stakeholdersRead.stakeholderFor(acting.services, acting.lea, (await aStakeholder(acting)).id),
  "sponsorship/stakeholders/use-cases-reading.dueContactsOf": async (acting) => {
    await aStakeholder(acting);
    return stakeholdersRead.dueContactsOf(acting.services, acting.lea);
  },
  "sponsorship/stakeholders/use-cases-reading.countDue": async (acting) => {
    await aStakeholder(acting);
    return stakeholdersRead.countDue(acting.services, acting.lea, NOW.slice(0, 10));
  },
  "sponsorship/stakeholders/use-cases-reading.hasPeople": async (acting) => {
    await aStakeholder(acting);
    return stakeholdersRead.hasPeople(acting.services, acting.lea);
  },
  "sponsorship/stakeholders/use-cases-reading.noticeFor": async (acting) => {
    const { line, languages } = await stakeholdersRead.noticeFor(
      acting.services,
      acting.lea,
      (await aStakeholder(acting)).id,
    );
    return { line, languages };
  },
  "sponsorship/stakeholders/use-cases-expiry.expiringContacts.count": async (acting) => {
    await aStakeholder(acting);
    return closedLongAgo(acting, expiringPeople.expiringContacts);
  },
  "sponsorship/stakeholders/use-cases-expiry.expiringContacts.tables": async (acting) => {
    await aStakeholder(acting);
    return closedLongAgo(acting, expiringPeople.expiringContacts);
  },
  "privacy/objections/use-cases.objectionAbout": ({ services, tom }) =>
    objections.objectionAbout(services, tom, `person/${tom.id}`),
  "privacy/objections/use-cases.answeredHow": ({ services, tom }) => objections.answeredHow(services, tom),
  "privacy/objections/use-cases.object": ({ services, tom }) => objecting(services, tom),
  "privacy/objections/use-cases.objectionsOf": async ({ services, tom }) => {
    await objecting(services, tom);
    return objections.objectionsOf(services, tom);
  },
  "privacy/objections/use-cases.objectionsToAnswer": async ({ services, tom, owner }) => {
    await objecting(services, tom);
    return objections.objectionsToAnswer(services, owner);
  },
  "privacy/objections/use-cases.objectionToAnswer": async ({ services, tom, owner }) =>
    objections.objectionToAnswer(services, owner, (await objecting(services, tom)).id),
  "privacy/objections/use-cases.answerObjection": async ({ services, tom, owner }) => {
    const { id } = await objecting(services, tom);
    return objections.answerObjection(services, owner, { id, answer: "accepted", words: "Yes." });
  },
  "calendars/cli.run": ({ file }) => run("calendar", "list", "--workspace", "TEAM-A", "--database", file),

  "cadences/use-cases.createCadence": ({ services, write, lea, program, daily }) =>
    write((tx) =>
      cadences.createCadence(services, tx, lea, {
        key: "theirs-daily",
        program,
        template: null,
        questions: [{ key: "q", type: "text", label: "?" }],
        rule: daily.rule,
        audience: ["team"],
        readers: ["lead"],
        disclosure: "team",
      }),
    ),
  "cadences/use-cases.listParticipants": ({ services, db, daily }) => cadences.listParticipants(db, daily, services),
  "cadences/use-cases.listAskedNext": ({ services, db, daily }) => cadences.listAskedNext(db, daily, services),
  "cadences/use-cases.cadenceByKey": ({ db }) => cadences.cadenceByKey(db, A, "daily"),
  "cadences/questions/use-cases-retired.retireQuestions": async ({ services, db, daily }) => {
    const mood = JSON.stringify([
      { key: "progress", type: "text", label: "Progress" },
      { key: "mood", type: "scale", label: "Mood", feeds: "mood" },
    ]);
    await sql`update question_set set questions = ${mood} where workspace_id = ${A} and id = ${daily.question_set_id}`.execute(
      db,
    );
    return retireQuestions(services, A);
  },
  "cadences/use-cases.cadenceOf": ({ db, daily }) => cadences.cadenceOf(db, A, daily.id),
  "cadences/use-cases.questionsBeside": ({ services, write, daily }) =>
    write((tx) =>
      cadences.questionsBeside(services, tx, daily, [{ key: "where", type: "text", label: "Where are things now?" }]),
    ),
  "alerts/use-cases.openColour": async ({ services, db, lea }) =>
    alerts.openColour(services, lea, await questionIn(db)),
  "alerts/use-cases.questionToAnswer": async ({ services, db, lea }) =>
    alerts.questionToAnswer(services, lea, await questionIn(db)),
  "alerts/use-cases.keepColour": async ({ services, db, lea }) =>
    alerts.keepColour(services, lea, await questionIn(db), "It holds"),
  "why/use-cases.explainColour": ({ services, sofia, program }) => whyColour.explainColour(services, sofia, program.id),
  "why/use-cases.programsOfDigest": ({ services, sofia, editionId }) =>
    whyColour.programsOfDigest(services, sofia, editionId),
  "why/program/use-cases.readProgram": ({ services, sofia, program, editionId }) =>
    programRead.readProgram(services, sofia, { editionId, key: program.key }),
  "why/program/use-cases.programsToOpen": ({ services, sofia, editionId }) =>
    programRead.programsToOpen(services, sofia, editionId),
  "sponsorship/phases/use-cases.phasesOf": ({ services, db, program }) =>
    phases.phasesOf(services, db, { workspaceId: A, programIds: [program.id] }),
  "sponsorship/appearing/use-cases.appearanceFactsOf": async ({ services, db, program }) => [
    ...(await appearing.appearanceFactsOf(services, db, { workspaceId: A, programs: [program] })),
  ],
  "sponsorship/thanking/use-cases.teamToThank": async ({ services, db, sofia }) => {
    const reader = { locale: sofia.locale, zone: sofia.zone };
    return thanking.teamToThank(services, db, {
      workspaceId: A,
      personId: sofia.id,
      reader,
      now: services.clock.now(),
    });
  },
  "sponsorship/phases/use-cases.showPhase": ({ services, sofia, program }) =>
    phases.showPhase(services, sofia, program.id),
  "sponsorship/change/use-cases.showChange": ({ services, sofia, program }) =>
    change.showChange(services, sofia, program.id),
  "sponsorship/own/use-cases.showOwn": ({ services, sofia, program }) => own.showOwn(services, sofia, program.id),
  "sponsorship/change/use-cases.readChange": ({ services, db, sofia, program }) =>
    change.readChange(services, db, sofia, program.id),
  "sponsorship/change/use-cases-picture.sendChange": ({ services, sofia, program }) =>
    changePicture.sendChange(services, sofia, program.id),
  "digests/phases/use-cases.withPhases": async ({ services, db, sofia }) => {
    const reader = { workspaceId: A, personId: sofia.id, rhythm: "monthly" as const };
    const facts = await gatherFacts(db, reader, NOW);
    return facts && phasesTold.withPhases(services, db, A, facts);
  },
  "digests/phases/use-cases.withPhasesThen": async ({ db, sofia }) => {
    const reader = { workspaceId: A, personId: sofia.id, rhythm: "monthly" as const };
    const facts = await gatherFacts(db, reader, NOW);
    return facts && phasesTold.withPhasesThen(db, reader, facts);
  },
  "programs/use-cases.programByKey": ({ db }) => programs.programByKey(db, A, "atlas"),
  "health/use-cases.datesGivenIn": ({ db, program }) =>
    health.datesGivenIn(db, { workspaceId: A, programIds: [program.id], until: NOW, askedUntil: undefined }).execute(),
  "health/use-cases.settingsToChange": ({ services, lea, program }) =>
    health.settingsToChange(services, lea, program.id),
  "health/use-cases.changeSettings": ({ services, lea, program }) =>
    health.changeSettings(services, lea, program.id, {
      ...DEFAULT_SETTINGS,
      tolerances: { timeDays: 3, timePercent: 1, costPercent: 1 },
    }),
  "cadences/use-cases.questionSetOf": ({ db, daily }) => cadences.questionSetOf(db, A, daily.question_set_id),
  "cadences/use-cases.cadencesOf": ({ db, program }) => cadences.cadencesOf(db, A, [program.id]),
  "cadences/use-cases.countCadences": ({ db, program }) => cadences.countCadences(db, A, [program.id]),
  "cadences/recurrence/years/use-cases.fiscalYearsIn": async ({ db }) => (await years.fiscalYearsIn(db, A)).starts,
  "cadences/recurrence/years/use-cases.periodOfRound": ({ db, daily }) =>
    years.periodOfRound(
      db,
      { ...daily, rule: { every: "year", on: { month: 1, day: 5 }, at: "09:00", zone: "UTC" } },
      "2026-11-20",
    ),
  "cadences/recurrence/years/use-cases.cadencesAndYearsOf": async ({ db, program }) => {
    const { cadences: theirs, years: known } = await years.cadencesAndYearsOf(db, A, [program.id]);
    return [theirs, known.starts];
  },
  "cadences/recurrence/years/use-cases.cadencesOfVisitor": async ({ services, sofia }) => {
    const { cadences: theirs, years: known } = await years.cadencesOfVisitor(
      services,
      await visitorOf(services, sofia),
    );
    return [theirs, known.starts];
  },
  "cadences/use-cases.cadencesToCheck": async ({ db }) => {
    await sql`update cadence set next_check_at = ${NOW} where workspace_id = ${A}`.execute(db);
    return cadences.cadencesToCheck(db, NOW, 100);
  },
  "cadences/use-cases.nextCadenceCheck": ({ db }) => cadences.nextCadenceCheck(db),
  "cadences/use-cases.cadenceToPlan": ({ write, daily }) =>
    write((tx) => cadences.cadenceToPlan(tx, daily, "2030-01-01T00:00:00.000Z")),
  "cadences/use-cases.markPlanned": ({ write, daily }) =>
    write((tx) => cadences.markPlanned(tx, daily, { plannedThrough: "2026-12-24", nextCheckAt: null })),
  "cadences/use-cases.listActiveCadencesOf": async ({ db, daily }) =>
    cadences.listActiveCadencesOf(db, await programs.programOf(db, A, daily.program_id)),
  "cadences/use-cases.listCadencesAsking": ({ services, db, tom }) => cadences.listCadencesAsking(db, tom, services),
  "cadences/use-cases-changes.changeCadence": ({ services, write, lea, daily }) =>
    write((tx) => cadenceChanges.changeCadence(services, tx, lea, daily.id, changeOf(daily))),
  "cadences/audience/pilot/use-cases.askEverybody": async ({ db, services, tom, lea, daily }) => {
    const pilot = JSON.stringify({ people: [tom.id], rounds: 2 });
    await sql`update cadence set pilot = ${pilot} where workspace_id = ${A} and id = ${daily.id}`.execute(db);
    return pilots.askEverybody(services, lea, daily.id);
  },
  "cadences/use-cases-changes.pauseIn": ({ write, services, lea, daily }) =>
    write((tx) => cadenceChanges.pauseIn(services, tx, lea, daily.id, { reason: "Consult first", resumesOn: null })),
  "cadences/use-cases-changes.pauseCadence": ({ services, lea, daily }) =>
    cadenceChanges.pauseCadence(services, lea, daily.id, { reason: "A fair", resumesOn: "2026-11-20" }),
  "cadences/use-cases-changes.resumeCadence": async ({ services, lea, daily }) => {
    await cadenceChanges.pauseCadence(services, lea, daily.id, { reason: "A fair", resumesOn: null });
    return cadenceChanges.resumeCadence(services, lea, daily.id);
  },
  "cadences/use-cases-changes.resumeWhenDue": ({ services, write, daily }) =>
    write((tx) => cadenceChanges.resumeWhenDue(services, tx, { ...daily, state: "paused", resumes_on: "2026-11-02" })),
  "cadences/use-cases-changes.archiveCadence": ({ services, lea, daily }) =>
    cadenceChanges.archiveCadence(services, lea, daily.id),
  "cadences/use-cases-changes.cadenceToChange": ({ services, write, lea, daily }) =>
    write((tx) => cadenceChanges.cadenceToChange(services, tx, lea, daily.id)),
  "cadences/audience/use-cases.readSource": async ({ services }) =>
    audienceSources.readSource(services, A, await theGroup(), { kind: "group", id: "design" }),
  "cadences/audience/use-cases.noteSource": ({ services }) =>
    audienceSources.noteSource(services, A, { kind: "group", id: "S1" }),
  "cadences/audience/use-cases.noteAllSources": ({ services }) => audienceSources.noteAllSources(services, A),
  "cadences/audience/use-cases.nextSourceCheck": ({ db }) => audienceSources.nextSourceCheck(db, A),
  "cadences/audience/use-cases.refreshDueSource": async ({ services, db }) => {
    await sql`update audience_source set next_check_at = ${NOW} where workspace_id = ${A}`.execute(db);
    await audienceSources.refreshDueSource(services, A, await theGroup());
  },
  "cadences/drafts/use-cases.startDraft": ({ services, lea, program }) =>
    drafts.startDraft(services, lea, { programId: program.id, template: "weekly-progress" }),
  "cadences/drafts/use-cases.startChange": ({ services, lea, daily }) => drafts.startChange(services, lea, daily.id),
  "cadences/drafts/use-cases.draftOf": async ({ services, db, lea, daily }) => {
    const { id } = await drafts.startChange(services, lea, daily.id);
    return drafts.draftOf(db, lea, id);
  },
  "cadences/drafts/use-cases.keepDraft": async ({ services, lea, daily }) => {
    const { id, draft } = await drafts.startChange(services, lea, daily.id);
    await drafts.keepDraft(services, lea, id, { ...draft, title: "Renamed" });
  },
  "cadences/drafts/use-cases.previewDraft": async ({ services, lea, daily }) => {
    const { draft } = await drafts.startChange(services, lea, daily.id);
    return drafts.previewDraft(services, lea, draft, { lastKey: null, rounds: [], people: new Set() });
  },
  "cadences/drafts/use-cases.saveDraft": async ({ services, lea, program }) => {
    const { id } = await drafts.startDraft(services, lea, { programId: program.id, template: "weekly-progress" });
    return drafts.saveDraft(services, lea, id, async () => ({ lastKey: null, rounds: [], people: new Set() }), {
      alsoThisPeriod: false,
    });
  },
  "cadences/use-cases.recheckCadencesOf": ({ services, lea, tom }) => cadences.recheckCadencesOf(services, [lea, tom]),
  "cadences/use-cases.recheckWorkspace": ({ services, write }) =>
    write((tx) => cadences.recheckWorkspace(tx, services, A)),
  "cadences/use-cases.recheckCadence": ({ services, write, daily }) =>
    write((tx) => cadences.recheckCadence(tx, services, daily)),
  "cadences/use-cases.recheckProgram": ({ services, write, program }) =>
    write((tx) => cadences.recheckProgram(tx, services, program)),

  "check-ins/day/use-cases.openForms": ({ services, tom, prompt }) => day.openForms(services, tom, [prompt.id, "none"]),
  "check-ins/form/use-cases.openFormOfRound": ({ services, tom, round }) =>
    checkInForms.openFormOfRound(services, tom, round.id),
  "check-ins/form/use-cases.openForm": ({ services, tom, prompt }) => checkInForms.openForm(services, tom, prompt.id),
  "check-ins/form/use-cases.getPromptToAnswer": ({ services, tom, prompt }) =>
    checkInForms.getPromptToAnswer(services, tom, prompt.id),
  "check-ins/form/use-cases.keepHalfFilled": ({ services, tom, prompt }) =>
    checkInForms.keepHalfFilled(services, tom, { prompt }, { "answer:next": { value: "Half" } }),
  "check-ins/form/use-cases.forgetHalfFilled": async ({ services, tom, prompt }) => {
    const form = await checkInForms.openForm(services, tom, prompt.id);
    await checkInForms.keepHalfFilled(services, tom, form, {});
    const questions = templateById("quarterly-roadmap").questions;
    await checkInForms.forgetHalfFilled(services, tom, { prompt, context: { ...form.context, questions } });
  },
  "check-ins/use-cases.submitCheckIn": ({ services, tom, prompt }) =>
    checkIns.submitCheckIn(services, tom, prompt.id, {
      answers: { progress: "New", next: "New", "go-live": "2026-12-08" },
    }),
  "check-ins/use-cases.submitCheckIns": ({ services, tom, prompt }) =>
    checkIns.submitCheckIns(services, tom, new Map([[prompt.id, { answers: { progress: "New", next: "New" } }]])),
  "check-ins/use-cases.reviseAnswers": ({ services, tom, prompt, write }) =>
    write((tx) => checkIns.reviseAnswers(services, tx, tom, prompt.id, { progress: "New", next: "New" })),
  "check-ins/proposals/use-cases.decideProposal": async ({ services, tom, prompt }) => {
    const progress = "We need another data engineer until January.";
    await checkIns.submitCheckIn(services, tom, prompt.id, { answers: { progress, next: "New" } });
    const tap = { promptId: prompt.id, hash: hashOf(progress), is: "request" as const };
    await proposals.decideProposal(services, tom, { ...tap, decision: "yes" });
    await proposals.decideProposal(services, tom, { ...tap, decision: null });
    await proposals.decideProposal(services, tom, { ...tap, decision: "no" });
  },
  "check-ins/sensitive/use-cases.textGoingUp": async (acting) =>
    goingUp.textGoingUp(acting.services, acting.db, acting.tom, await goingUpOf(acting)),
  "check-ins/sensitive/use-cases.unasked": async (acting) =>
    goingUp.unasked(acting.db, acting.tom.workspace_id, [await goingUpOf(acting)]),
  "check-ins/sensitive/use-cases.heldAmong": async (acting) => {
    const { checkInId } = await goingUpOf(acting);
    const words = { id: "one", checkInId, words: "Nina is on sick leave.", unsaidAt: () => "none" as const };
    return goingUp.heldAmong(acting.db, A, [words]);
  },
  "check-ins/sensitive/use-cases.textsBehind": async (acting) => {
    const { checkInId } = await goingUpOf(acting);
    return goingUp.textsBehind(acting.db, A, [{ id: "one", checkInId, words: "New" }]);
  },
  "check-ins/sensitive/use-cases.goesUpIn": ({ db, daily }) => goingUp.goesUpIn(db, A, [daily.id]),
  "check-ins/sensitive/use-cases.sayGoesUp": async (acting) => {
    const text = await goingUpOf(acting);
    await acting.write((tx) => goingUp.sayGoesUp(acting.services, tx, acting.tom, { ...text, decision: "lead" }));
  },
  "check-ins/sensitive/use-cases.noteShownGoingUp": async (acting) => {
    const text = await goingUpOf(acting);
    await acting.write((tx) => goingUp.noteShownGoingUp(tx, acting.tom, [text], acting.services.clock.now()));
  },
  "digests/going-up/use-cases.createGoingUp": ({ services }) => goingUpAhead.createGoingUp().run(services, A),
  "digests/going-up/use-cases.readGoingUp": async ({ services, tom }) => {
    await expect(goingUpAhead.readGoingUp(services, tom, { on: "2026-12-02", isLast: false })).rejects.toThrow(
      "GONE_UP",
    );
  },
  "digests/going-up/use-cases.decideGoingUp": async (acting) =>
    goingUpAhead.decideGoingUp(acting.services, acting.tom, {
      ...(await goingUpOf(acting)),
      on: "2026-12-02",
      until: "2026-12-02",
      decision: "lead",
    }),
  "check-ins/use-cases.skipCheckIn": ({ services, tom, prompt }) => checkIns.skipCheckIn(services, tom, prompt.id),
  "check-ins/use-cases.snoozeCheckIn": ({ services, tom, prompt }) =>
    checkIns.snoozeCheckIn(services, tom, prompt.id, "2026-11-04T11:00:00.000Z", "click"),
  "check-ins/use-cases.readAnswers": ({ services, tom, round }) => checkIns.readAnswers(services, tom, round.id),
  "check-ins/use-cases-choosing.hasOpenCheckIn": ({ services, tom }) =>
    choosing.hasOpenCheckIn(services, services.db, tom),
  "check-ins/use-cases-choosing.openCheckIns": ({ services, tom }) => choosing.openCheckIns(services, services.db, tom),
  "check-ins/use-cases-choosing.viewsToChoose": async ({ services, tom }) => {
    const open = await choosing.openCheckIns(services, services.db, tom);
    return choosing.viewsToChoose(services.db, tom, { locale: "en-GB", zone: "UTC" }, open);
  },
  "check-ins/typed/use-cases.answerTyped": ({ services, tom }) =>
    typed.answerTyped(services, tom, { eventId: "Ev2", ts: "1.2", text: "New", isCommand: false }),
  "check-ins/typed/use-cases.retype": async ({ services, tom }) => {
    const of = { slackUserId: tom.slack_user_id, ts: "1.1" };
    await typed.retype(services, A, { ...of, text: "Otherwise" });
    await typed.retype(services, A, { ...of, text: null });
  },
  "check-ins/skip-reasons/use-cases.skipReasonsLeft": ({ db }) => skipReasons.skipReasonsLeft(db, A).execute(),
  "check-ins/rounds/overtaken/use-cases.isOver": ({ db, prompt }) =>
    overtaken.isOver({ db, workspaceId: A, now: NOW }, { promptId: prompt.id }),
  "check-ins/rounds/overtaken/use-cases.isRoundOver": ({ db, prompt }) =>
    overtaken.isRoundOver({ db, workspaceId: A, now: NOW }, { roundId: prompt.round_id }),
  "check-ins/expiry/use-cases.expiringAnswers": async (acting) => [
    await expiring(acting, expiringAnswers.expiringAnswers(acting.services, "daily")),
    await expiring(acting, expiringAnswers.expiringAnswers(acting.services, "other")),
  ],
  "check-ins/expiry/use-cases.expiringLate.count": (acting) => expiring(acting, expiringAnswers.expiringLate),
  "check-ins/expiry/use-cases.expiringLate.tables": (acting) => expiring(acting, expiringAnswers.expiringLate),
  "check-ins/retired/use-cases.countRetiredAnswers": ({ db }) => retiredAnswers.countRetiredAnswers(db, A),
  "check-ins/retired/use-cases.retiredWordsOf": ({ db, checkInId }) =>
    retiredAnswers.retiredWordsOf(db, A, [checkInId]),
  "check-ins/retired/use-cases.takeRetiredAnswers": ({ services, write }) =>
    write((tx) => retiredAnswers.takeRetiredAnswers(services, tx, ALL_OF_A)),
  "digests/expiry/use-cases.expiringDigests.count": (acting) => closedLongAgo(acting, expiringDigests.expiringDigests),
  "digests/expiry/use-cases.expiringDigests.tables": (acting) => closedLongAgo(acting, expiringDigests.expiringDigests),
  "digests/expiry/use-cases.takingWords": (acting) =>
    expiring(acting, {
      count: async () => 0,
      tables: expiringDigests.takingWords(acting.services, async (_, __, ids) => new Map(ids.map((id) => [id, WORDS]))),
    }),
  "people/accesses/use-cases.expiringAccesses.count": (acting) => expiring(acting, accesses.expiringAccesses),
  "people/accesses/use-cases.expiringAccesses.tables": (acting) => expiring(acting, accesses.expiringAccesses),
  "register/expiry/use-cases.expiringItems.count": (acting) => closedLongAgo(acting, expiringItems.expiringItems),
  "register/expiry/use-cases.expiringItems.tables": (acting) => closedLongAgo(acting, expiringItems.expiringItems),
  "register/expiry/use-cases.takeWords": ({ write }) =>
    write((tx) => expiringItems.takeWords(tx, ALL_OF_A, async (_, __, ids) => new Map(ids.map((id) => [id, WORDS])))),
  "people/use-cases-settings.retentionOf": ({ db }) => settings.retentionOf(db, A),
  "people/use-cases-settings.dataProtectionOf": ({ db }) => settings.dataProtectionOf(db, A),
  "people/use-cases-settings.saveDataProtection": ({ services, write, owner, tom }) =>
    write((tx) => settings.saveDataProtection(tx, services, owner, dataProtection(tom))),
  "privacy/retention/use-cases.foreseeStep": ({ services }) => retention.foreseeStep(services, A).run(),
  "privacy/retention/use-cases.expireStep": async ({ services }) => {
    await retention.foreseeStep(services, A).run();
    await retention.expireStep(services, A).run();
  },
  "privacy/retention/use-cases.whatIsKept": ({ services, owner }) => retention.whatIsKept(services, owner),
  "privacy/retention/use-cases.nextForeseen": ({ services }) => retention.nextForeseen(services, A),
  "privacy/retention/use-cases.seeForeseen": async ({ services, owner }) => {
    await retention.foreseeStep(services, A).run();
    await retention.seeForeseen(services, owner, ["late 2026-12-01", "daily-answers 2026-12-01", "late 2027-01-01"]);
  },
  "privacy/retention/use-cases.whatWouldGo": ({ services, owner, tom }) =>
    retention.whatWouldGo(services, owner, dataProtection(tom).retention),
  "privacy/retention/use-cases.saveRetention": ({ services, owner, tom }) =>
    retention.saveRetention(services, owner, dataProtection(tom), { isSeen: true }),
  "programs/use-cases-names.namesThen": async ({ services, tom, program }) =>
    (await namesThen.namesThen(services, tom, program.id))(tom, "2020-01-01T00:00:00.000Z"),
  "programs/use-cases-names.roleByName": async ({ services, tom, program }) =>
    (await namesThen.roleByName(services, tom, { programIds: [program.id], at: "2020-01-01T00:00:00.000Z" }))?.(
      tom.name,
    ),
  "people/accesses/use-cases.accessesOf": ({ db, tom }) => accesses.accessesOf(db, A, tom.id),
  "people/accesses/use-cases.noteRead": ({ services, owner, tom }) =>
    accesses.noteRead(services, owner, [{ is: "item", id: "i", disclosure: "lead", by: [tom.id] }]),
  "people/accesses/use-cases.noteAccess": ({ services, tom, write }) =>
    write((tx) =>
      accesses.noteAccess(tx, services, { workspaceId: A, actorId: null, personIds: [tom.id], act: "read" }),
    ),
  "people/exports/use-cases.peopleInExport": async ({ services, owner, tom }) => {
    const exporting = { workspaceId: A, personIds: [tom.id], what: "x", reason: "y", language: "en" as const };
    await exportsOf.peopleInExport(services, { ...exporting, isNamed: false, reason: "", about: NAMES });
    await acts.answerAct(services, owner, { actId: "act", isAgreed: true });
    return exportsOf.peopleInExport(services, { ...exporting, isNamed: true, about: NAMES });
  },
  "people/exports/use-cases.waitsFor": async ({ db }) => {
    const act = await acts.actById(db, A, "act");
    return act && exportsOf.waitsFor(db, act, "en");
  },
  "people/two-person-acts/use-cases.actById": ({ db }) => acts.actById(db, A, "act"),
  "people/two-person-acts/use-cases.actToAnswer": ({ db, owner }) => acts.actToAnswer(db, owner, "act", NOW),
  "people/two-person-acts/use-cases.actsToAnswer": ({ db, owner }) => acts.actsToAnswer(db, owner, NOW),
  "people/two-person-acts/use-cases.answerAct": ({ services, owner }) =>
    acts.answerAct(services, owner, { actId: "act", isAgreed: true }),
  "people/two-person-acts/use-cases.agreedAct": async ({ db, services, owner }) => {
    await acts.answerAct(services, owner, { actId: "act", isAgreed: true });
    return acts.agreedAct(db, A, NAMES, NOW);
  },
  "people/two-person-acts/use-cases.askForAct": ({ services, tom, write }) =>
    write((tx) => askToErase(tx, services, tom)),
  "people/two-person-acts/use-cases.finishAct": async ({ db, services, write }) => {
    const act = await acts.actById(db, A, "act");
    if (act) await write((tx) => acts.finishAct(tx, services, act, null));
  },
  "people/two-person-acts/use-cases.nextTellingAt": ({ db }) => acts.nextTellingAt(db, A),
  "people/two-person-acts/use-cases.secondsOf": async ({ db }) => {
    const act = await acts.actById(db, A, "act");
    return act && acts.secondsOf(db, act);
  },
  "people/two-person-acts/use-cases.tellOfActs": ({ services }) =>
    acts.tellOfActs(services, A, (tx, act, toIds) => tellOfAct(tx, services, act, toIds)),
  "privacy/erasure/use-cases.beginErasure": (acting) => beginErasing(acting),
  "privacy/erasure/use-cases.goOnErasing": (acting) => eraseWhole(acting),
  "privacy/erasure/use-cases.nextErasureAt": ({ db }) => erasures.nextErasureAt(db, A),
  "privacy/erasure/use-cases.erasuresOf": ({ db }) => erasures.erasuresOf(db, A),
  "privacy/erasure/use-cases.namesakesOf": ({ db, tom }) => erasures.namesakesOf(db, tom),
  "privacy/erasure/use-cases.eraseAgain": ({ services, tom }) =>
    erasures.eraseAgain(services, A, [{ erasure: "again", workspace: A, person: tom.id, at: NOW, places: [] }]),
  "privacy/erasure/use-cases-names.erasureFor": ({ db, owner }) => names.erasureFor(db, owner, "erasure"),
  "privacy/erasure/use-cases-names.namesFound": async (acting) => {
    await lookThrough(acting);
    return names.namesFound(acting.db, acting.owner, "looked");
  },
  "privacy/erasure/use-cases-names.showNamesFound": async (acting) => {
    await lookThrough(acting);
    return names.showNamesFound(acting.services, acting.owner, "looked");
  },
  "privacy/erasure/use-cases-names.confirmNames": async (acting) => {
    await lookThrough(acting);
    await names.confirmNames(acting.services, acting.owner, { erasureId: "looked", upTo: 1, left: 1, ticked: [0] });
  },
  "privacy/erasure/use-cases-names.stopLooking": async (acting) => {
    await lookThrough(acting);
    await names.stopLooking(acting.services, A, "looked");
  },
  "privacy/erasure/cli.run": ({ file }) => run("person", "erasures", "--workspace", "TEAM-A", "--database", file),
  "check-ins/skip-reasons/use-cases.nextSkipReasonsAt": ({ db }) => skipReasons.nextSkipReasonsAt(db, A),
  "check-ins/skip-reasons/use-cases.deleteSkipReasons": ({ services }) => skipReasons.deleteSkipReasons(services, A),
  "check-ins/skip-reasons/use-cases.nextSkipsAt": ({ db }) => skipReasons.nextSkipsAt(db, A),
  "check-ins/skip-reasons/use-cases.deleteSkipsNoted": ({ services }) => skipReasons.deleteSkipsNoted(services, A),
  "check-ins/typed/use-cases.forgetTypedWords": ({ services: { db } }) =>
    typed.forgetTypedWords({ db, clock: { now: () => "2027-01-01T00:00:00.000Z" } }, A),
  "check-ins/use-cases-choosing.chooseCheckIn": async ({ services, tom, lea }) => [
    await choosing.chooseCheckIn(services, tom),
    await choosing.chooseCheckIn(services, lea, "monthly"),
  ],
  "check-ins/use-cases-choosing.isKnownCheckIn": ({ db }) => choosing.isKnownCheckIn(db, A, "monthly"),
  "check-ins/use-cases-receipts.showReceipt": ({ services, write, round, prompt }) =>
    write((tx) => receipts.showReceipt(services, tx, prompt, { round })),
  "check-ins/use-cases-receipts.showInSummary": async ({ db, services, write, prompt }) => {
    const context = await getRoundContext(db, A, prompt.round_id);
    return write((tx) => receipts.showInSummary(services, tx, context));
  },
  "check-ins/away/use-cases.goAway": ({ services, tom, lea }) =>
    away.goAway(services, lea, tom, { from: "2026-11-04", until: "2026-11-20", delegate: null }),
  "check-ins/away/use-cases.changeAway": async ({ db, services, lea }) =>
    away.changeAway(services, lea, await absenceOf(db, lea), {
      from: "2026-11-05",
      until: "2026-11-20",
      delegate: null,
    }),
  "check-ins/away/use-cases.declineToStandIn": async ({ db, services, lea, tom }) => {
    const absenceId = await absenceOf(db, lea);
    await away.changeAway(services, lea, absenceId, { from: "2026-11-05", until: "2026-11-20", delegate: tom });
    return away.declineToStandIn(services, tom, absenceId);
  },
  "check-ins/away/use-cases.comeBack": async ({ db, services, lea }) =>
    away.comeBack(services, lea, await absenceOf(db, lea)),
  "check-ins/away/use-cases.followSlackStatuses": ({ services }) =>
    away.followSlackStatuses(services, A, [VACATIONING]),
  "check-ins/away/use-cases.forgetSlackStatus": async ({ services, tom }) => {
    await away.followSlackStatuses(services, A, [VACATIONING]);
    await away.forgetSlackStatus(services, tom);
  },
  "check-ins/away/use-cases.absenceToChange": async ({ db, services, lea }) =>
    away.absenceToChange(services, db, lea, await absenceOf(db, lea)),
  "check-ins/away/use-cases.listAbsencesFor": ({ services, lea, tom }) =>
    Promise.all([away.listAbsencesFor(services, lea), away.listAbsencesFor(services, tom)]),
  "check-ins/away/use-cases.mayEnterForOthers": ({ services, lea, tom }) =>
    Promise.all([away.mayEnterForOthers(services, lea), away.mayEnterForOthers(services, tom)]),
  "check-ins/away/use-cases.excusePrompt": ({ services, write, prompt, lea }) =>
    write((tx) => away.excusePrompt(services, tx, prompt, { absenceId: null, delegateId: lea.id, reason: "away" })),
  "check-ins/away/use-cases.askPromptAgain": ({ services, write, prompt }) =>
    write(async (tx) => {
      await away.excusePrompt(services, tx, prompt, { absenceId: null, delegateId: null, reason: "away" });
      await away.askPromptAgain(services, tx, prompt);
    }),
  "check-ins/rounds/use-cases-opt-outs.stopAsking": ({ services, tom, daily }) =>
    stopping.stopAsking(services, tom, daily.id),
  "check-ins/rounds/use-cases-opt-outs.askAgain": async ({ services, tom, daily }) => {
    await stopping.stopAsking(services, tom, daily.id);
    await stopping.askAgain(services, tom, daily.id);
  },
  "check-ins/rounds/use-cases-opt-outs.stopAskingIn": ({ services, write, tom, daily }) =>
    write((tx) => stopping.stopAskingIn(services, tx, tom, daily.id)),
  "check-ins/rounds/use-cases-opt-outs.askAgainIn": ({ services, write, tom, daily }) =>
    write(async (tx) => {
      await stopping.stopAskingIn(services, tx, tom, daily.id);
      await stopping.askAgainIn(services, tx, tom, daily.id);
    }),
  "check-ins/rounds/use-cases-opt-outs.cadenceAsking": ({ services, tom, prompt }) =>
    stopping.cadenceAsking(services, tom, prompt.id),
  "check-ins/rounds/use-cases.enqueuePrompt": ({ services, write, prompt }) =>
    write((tx) => rounds.enqueuePrompt(services, tx, prompt)),
  "check-ins/rounds/use-cases.askAfterAll": ({ services, write, prompt }) =>
    write((tx) => rounds.askAfterAll(services, tx, prompt)),
  "cadences/use-cases.listAskable": ({ db, services, daily }) => cadences.listAskable(db, daily, services),
  "cadences/use-cases.isAskable": ({ db, services, daily, tom }) => cadences.isAskable(db, daily, tom, services),
  "cadences/use-cases.isAskedApart": ({ db, daily, tom }) => cadences.isAskedApart(db, daily, tom),
  "cadences/use-cases.isParticipant": ({ db, services, daily, tom }) =>
    cadences.isParticipant(db, daily, tom, services),
  "cadences/audience/opt-outs/use-cases.optOut": ({ services, write, tom, daily }) =>
    write((tx) => optOuts.optOut(services, tx, tom, daily.id)),
  "cadences/audience/opt-outs/use-cases.optIn": ({ services, write, tom, daily }) =>
    write(async (tx) => {
      await optOuts.optOut(services, tx, tom, daily.id);
      return optOuts.optIn(tx, tom, daily.id);
    }),
  "cadences/audience/opt-outs/use-cases.countOptOuts": ({ db, services, daily }) =>
    optOuts.countOptOuts(db, [daily], services),
  "cadences/audience/opt-outs/use-cases.listCadencesOffered": ({ db, services, tom }) =>
    optOuts.listCadencesOffered(db, tom, services),
  "delivery/use-cases.wasDropped": ({ db, prompt }) =>
    delivery.wasDropped(db, { workspaceId: A, key: deliveryKeys.prompt(prompt) }),
  "digests/readers/rhythms/use-cases.rhythmsOf": ({ db, services, sofia }) => rhythms.rhythmsOf(db, sofia, services),
  "digests/readers/rhythms/use-cases.chooseRhythms": ({ services, write, sofia }) =>
    write((tx) => rhythms.chooseRhythms(services, tx, sofia, ["weekly", "annual"])),
  "programs/use-cases.standingsTowards": ({ db, services, lea, tom }) =>
    programs.standingsTowards(db, lea, tom, services),
  "programs/use-cases.whomTheyLead": ({ db, services, lea }) => programs.whomTheyLead(db, lea, services),
  "check-ins/rounds/use-cases-planning.openDueRounds": async ({ db, services }) => {
    const again = sql`update cadence set next_check_at = ${NOW}, planned_through = '2026-11-03' where workspace_id = ${A}`;
    await again.execute(db);
    await sql`delete from half_filled_form where workspace_id = ${A}`.execute(db);
    await sql`delete from prompt where workspace_id = ${A} and state = 'sent'`.execute(db);
    await planning.openDueRounds(services);
  },
  "check-ins/rounds/use-cases.closeDueRounds": async ({ db, services }) => {
    await sql`update round set closes_at = ${NOW} where workspace_id = ${A}`.execute(db);
    await rounds.closeDueRounds(services);
  },
  "check-ins/rounds/measures/use-cases.roundReadings": ({ db }) => measures.roundReadings(db, A),
  "check-ins/rounds/use-cases.nextRoundsDueAt": ({ db }) => rounds.nextRoundsDueAt(db),
  "check-ins/rounds/use-cases.beginRound": ({ services, write, daily, tom, lea }) =>
    write(async (tx) => {
      const occurrence = { key: "2026-11-05", date: "2026-11-05", extra: false };
      return (await rounds.beginRound(services, tx, { cadence: daily, occurrence, people: [tom, lea], most: 1 })).round;
    }),
  "check-ins/rounds/use-cases.continueExtraRound": ({ services, write, daily, tom, lea }) =>
    write((tx) => rounds.continueExtraRound(services, tx, daily, [tom, lea])),
  "check-ins/rounds/use-cases.openExtraRound": ({ services, lea, daily }) =>
    rounds.openExtraRound(services, lea, daily.id, "V1"),
  "check-ins/rounds/use-cases-zone-data.replanPrompts": async ({ db, services, write }) => {
    await sql`update prompt set state = 'planned', opens_at = '2026-11-04T08:31:00.000Z' where workspace_id = ${A}`.execute(
      db,
    );
    await sql`update round set state = 'open' where workspace_id = ${A}`.execute(db);
    const moved = await write((tx) => zoneData.replanPrompts(services, tx, A));
    expect(moved).toBeGreaterThan(0);
    return moved;
  },
  "check-ins/rounds/use-cases.lastRoundDate": ({ db, daily }) => rounds.lastRoundDate(db, A, daily.id),
  "check-ins/rounds/use-cases.lastAsked": ({ db, daily }) => rounds.lastAsked(db, A, daily.id),
  "dry-run/cli.run": ({ file }) => run("plan", "--at", NOW, "--workspace", "TEAM-A", "--database", file),
  "check-ins/cli.run": ({ file }) => run("export", "check-ins", "--workspace", "TEAM-A", "--database", file),

  "delivery/use-cases.enqueue": ({ services, write, tom, prompt }) =>
    write((tx) =>
      delivery.enqueue(tx, services, promptKind, {
        workspaceId: A,
        key: "prompt:new",
        subject: { promptId: prompt.id },
        to: { personId: tom.id },
        notBefore: NOW,
        inThreadOf: deliveryKeys.prompt(prompt),
        mayRepeat: true,
      }),
    ),
  "delivery/use-cases.enqueueUpdate": ({ services, write, prompt }) =>
    write(async (tx) => {
      await delivery.enqueueUpdate(tx, services, { workspaceId: A, key: deliveryKeys.prompt(prompt) });
      await delivery.enqueueUpdate(tx, services, { workspaceId: A, keysFrom: "prompt:", newest: 2 });
    }),
  "delivery/use-cases.saidNoMore": ({ services, write, prompt }) =>
    write((tx) => delivery.saidNoMore(tx, services, A, [deliveryKeys.prompt(prompt)])),
  "delivery/use-cases.nextSentMessagesAt": ({ db }) => delivery.nextSentMessagesAt(db, A),
  "delivery/use-cases.deleteSentMessages": ({ services }) => delivery.deleteSentMessages(services, A),
  "delivery/forgotten/use-cases.nextForgettingMessagesAt": ({ db }) =>
    forgotten.nextForgettingMessagesAt(skipReasons.skipReasonsLeft)(db, A),
  "delivery/forgotten/use-cases.forgetMessages": ({ services }) =>
    forgotten.forgetMessages(
      { ...services, clock: { ...services.clock, now: () => "2030-01-01T00:00:00.000Z" } },
      messageKinds(services, [registered(promptKind)]),
      A,
    ),
  "delivery/use-cases.keptFromBefore": ({ db, editionId }) =>
    delivery.keptFromBefore(db, A, divisions.keysOf(editionId)),
  "delivery/use-cases.goingTo": ({ db, prompt }) => delivery.goingTo(db, A, deliveryKeys.prompt(prompt)),
  "delivery/use-cases.waitsToBeSent": ({ db, prompt, tom }) =>
    delivery.waitsToBeSent(db, A, deliveryKeys.prompt(prompt), tom.id),
  "delivery/use-cases.sentPlace": ({ db, prompt }) => delivery.sentPlace(db, A, deliveryKeys.prompt(prompt)),
  "delivery/use-cases.subjectOf": ({ db, prompt }) => delivery.subjectOf(db, A, deliveryKeys.prompt(prompt)),
  "delivery/use-cases-depth.outboxReadings": ({ db }) => depth.outboxReadings(db, A, NOW),
  "delivery/attention/use-cases.attentionNow": ({ services }) => attention.attentionNow(services, addressBook, A),
  "delivery/attention/use-cases.attentionSince": ({ db }) =>
    attention.attentionSince(db, addressBook, A, { since: "2026-11-01T00:00:00.000Z", now: NOW, period: "week" }),
  "delivery/attention/use-cases.attentionReadings": ({ services }) =>
    attention.attentionReadings(services, addressBook, A),
  "delivery/attention/use-cases.morningsOfLastWeek": async ({ db, tom, lea }) => [
    ...(await attention.morningsOfLastWeek(db, A, [tom.id, lea.id], "2026-11-06T09:00:00.000Z")),
  ],
  "delivery/attention/use-cases.messagesInWeek": async ({ db, tom, lea }) => [
    ...(await attention.messagesInWeek(db, A, [tom, lea], "2026-11-02")),
  ],
  "delivery/attention/use-cases.messagesThisWeek": ({ services, tom }) =>
    attention.messagesThisWeek(services, { workspaceId: A, id: tom.id, zone: tom.zone }),
  "delivery/parked/use-cases.heldMessages": async ({ db, services }) => {
    await sql`update delivery set state = 'waiting', held_reason = 'holiday', due_at = '2027-01-01T00:00:00.000Z'
      where workspace_id = ${A}`.execute(db);
    return parked.heldMessages(services, A);
  },
  "delivery/parked/use-cases.parkedMessages": async ({ db }) => {
    await sql`update delivery set state = 'parked', last_error = 'is_archived' where workspace_id = ${A}`.execute(db);
    return parked.parkedMessages(db, addressBook, A, 10);
  },
  "delivery/parked/use-cases.retryParked": async ({ db, services, owner }) => {
    await sql`update delivery set state = 'parked', last_error = 'is_archived' where workspace_id = ${A}`.execute(db);
    await parked.retryParked(services, { actor: owner, mayDecide: settings.refuseUnlessAdmin }, await deliveryIn(db));
  },
  "delivery/parked/use-cases.discardParked": async ({ db, services, owner }) => {
    await sql`update delivery set state = 'parked', last_error = 'is_archived' where workspace_id = ${A}`.execute(db);
    await parked.discardParked(services, { actor: owner, mayDecide: settings.refuseUnlessAdmin }, await deliveryIn(db));
  },
  "delivery/use-cases-threads.newestSent": ({ db }) => threads.newestSent(db, A, ""),
  "delivery/use-cases-threads.lastSentAt": ({ db }) => threads.lastSentAt(db, A, ""),
  "delivery/use-cases-why.whySent": async ({ db, services, tom }) => {
    await sql`update delivery set sent_channel_id = 'D1', sent_ts = '1.000001', sent_at = ${NOW},
      first_due_at = ${NOW}, held_reason = 'holiday' where workspace_id = ${A} and kind = 'prompt'`.execute(db);
    return why.whySent(askedIn(services), tom, { channelId: "D1", ts: "1.000001" });
  },
  "delivery/use-cases-why.tellOfPress": async ({ db, services, sofia, editionId }) => {
    await sql`update delivery set sent_channel_id = 'D2', sent_ts = '1.000002', sent_at = ${NOW}
      where workspace_id = ${A} and key = ${`digest:${editionId}:0`}`.execute(db);
    await sql`delete from digest_acknowledgement where workspace_id = ${A}`.execute(db);
    await why.tellOfPress(services, sofia, { channelId: "D2", ts: "1.000002" });
    return db.selectFrom("digest_acknowledgement").selectAll().where("workspace_id", "=", A).execute();
  },
  "delivery/use-cases-why.sendApart": async ({ db, services, tom, prompt }) => {
    const [place, id] = [
      { sent_channel_id: "D1", sent_ts: "1.000001", sent_at: NOW, state: "sent" } as const,
      "a-bundle",
    ];
    const tables = db.updateTable("delivery").where("workspace_id", "=", A);
    const asked = tables.set({ ...place, bundle_id: id, contact: "prompt" });
    const member = await asked.where("key", "=", deliveryKeys.prompt(prompt)).returningAll().executeTakeFirstOrThrow();
    const subject = JSON.stringify({ bundleId: id });
    const bundle = { ...member, id, key: `bundle:${member.id}`, kind: "bundle", subject, bundle_id: null };
    await db.insertInto("delivery").values(bundle).execute();
    await why.sendApart(askedIn(services), tom, { channelId: "D1", ts: "1.000001" });
    return db.selectFrom("delivery").select("key").where("kind", "=", "apart").execute();
  },
  "delivery/use-cases.reconsiderHeld": async ({ db, services, write, tom }) => {
    await sql`update delivery set state = 'waiting', held_reason = 'away', due_at = '2027-01-01T00:00:00.000Z'
      where workspace_id = ${A}`.execute(db);
    await write((tx) => delivery.reconsiderHeld(tx, services, tom));
  },
  "delivery/use-cases.reconsiderHeldOfAll": async ({ db, services, write }) => {
    await sql`update delivery set state = 'waiting', held_reason = 'away', due_at = '2027-01-01T00:00:00.000Z'
      where workspace_id = ${A}`.execute(db);
    await write((tx) => delivery.reconsiderHeldOfAll(tx, services, A));
  },
  "delivery/use-cases.moveBy": async ({ db, write, prompt }) => {
    await sql`update delivery set state = 'waiting', attempts = 0 where workspace_id = ${A}`.execute(db);
    const place = { workspaceId: A, key: deliveryKeys.prompt(prompt) };
    await write((tx) => delivery.moveBy(tx, place, { ms: 60_000, expiresAt: "2026-12-01T00:00:00.000Z" }));
  },
  "delivery/use-cases-last.lastReceivedAt": ({ db }) => lastReceivedAt(db, A),
  "delivery/use-cases-last.lastMadeAgain": ({ services }) => {
    const slack = createSlackGateway(new WebClient("xoxb-none"), fetch, "", () => services.clock.now());
    const kinds = shownToSlack.kinds(services);
    return lastMadeAgain({ services, workspaceId: A, kinds, addressBook, slack }, "prompt");
  },
  "delivery/use-cases.receivedBefore": ({ services, write }) =>
    write((tx) => delivery.receivedBefore(tx, services, A, "event:two")),
  "delivery/use-cases.enqueueOver": ({ write, services, sofia, editionId }) =>
    write((tx) =>
      delivery.enqueueOver(
        tx,
        services,
        digestKind,
        {
          workspaceId: A,
          key: "digest:over",
          subject: { editionId, part: 0 },
          to: { personId: sofia.id },
          notBefore: NOW,
        },
        (earlier) => ({ editionId, part: 0, earlier: earlier.map((one) => one.editionId) }),
      ),
    ),
  "delivery/use-cases.enqueueToAll": ({ write, services, tom }) =>
    write((tx) =>
      delivery.enqueueToAll(tx, services, attentionKind, [
        {
          workspaceId: A,
          key: "all",
          subject: { personId: tom.id },
          to: { personId: tom.id },
          notBefore: services.clock.now(),
        },
      ]),
    ),
  "delivery/use-cases.allGoing": ({ db }) => delivery.allGoing(db, A, ""),
  "delivery/use-cases.listWaiting": async (a) => {
    await anAsk(a);
    return delivery.listWaiting(a.db, a.sofia, askKind);
  },
  "delivery/use-cases.reconsiderFrom": async ({ db, services, write }) => {
    await sql`update delivery set state = 'waiting', held_reason = 'away', due_at = '2027-01-01T00:00:00.000Z'
      where workspace_id = ${A}`.execute(db);
    await write((tx) => delivery.reconsiderFrom(tx, services, { workspaceId: A, keysFrom: "" }));
  },
  "delivery/use-cases.hasNewer": async ({ db }) => {
    const [row] = await db.selectFrom("delivery").select("key").where("workspace_id", "=", A).orderBy("key").execute();
    return delivery.hasNewer(db, A, { keysFrom: "", key: row?.key ?? "" });
  },
  "delivery/use-cases.listSent": ({ db }) => delivery.listSent(db, A, digestKind),
  "delivery/use-cases.nextSendingAt": ({ db }) => delivery.nextSendingAt(db, A),
  "delivery/use-cases.nextForgettingAt": ({ db }) => delivery.nextForgettingAt(db),
  "delivery/use-cases.forgetReceived": async ({ db, services }) => {
    await sql`update received set received_at = '2020-01-01T00:00:00.000Z' where workspace_id = ${A}`.execute(db);
    await delivery.forgetReceived(services);
  },

  "register/use-cases.raiseItem": anAction,
  "register/use-cases.deciderOf": ({ services, db, program }) => register.deciderOf(services, db, program),
  "check-ins/rounds/overtaken/use-cases.addRound": ({ services, write, round }) =>
    write((tx) => overtaken.addRound(services, tx, { ...round, id: "new", key: "2026-12-01" })),
  "check-ins/rounds/overtaken/use-cases.noteWhereOvertaken": ({ services, write, round }) =>
    write((tx) => overtaken.noteWhereOvertaken(services, tx, round)),
  "check-ins/rounds/overtaken/use-cases.noteWhereClosed": ({ services, write, program }) =>
    write((tx) => overtaken.noteWhereClosed(services, tx, program)),
  "check-ins/rounds/overtaken/use-cases.showOvertaken": ({ services }) => overtaken.showOvertaken(services, A),
  "check-ins/rounds/overtaken/use-cases.nextOvertakenAt": ({ db }) => overtaken.nextOvertakenAt(db, A),
  "register/told/use-cases.itemsToTell": async (a) => {
    await anAsk(a);
    const of = {
      workspaceId: A,
      programIds: [a.program.id],
      endedAfter: NOW,
      decidedAfter: NOW,
      asOf: NOW,
    };
    return recordTold.itemsToTell(a.db, of);
  },
  "register/told/use-cases.itemsAsOf": async (a) => {
    await anAsk(a);
    return [...(await recordTold.itemsAsOf(a.db, { workspaceId: A, programIds: [a.program.id], asOf: NOW }))];
  },
  "register/told/use-cases.asksFollowedBy": async (a) => {
    const reader = { workspaceId: A, personId: a.sofia.id, zone: a.sofia.zone };
    return [...(await recordTold.asksFollowedBy(a.services, a.db, reader, [(await anAsk(a)).id]))];
  },
  "register/told/use-cases.noteAsksSeen": async (a) => {
    const itemIds = [(await anAsk(a)).id];
    await a.write((tx) => recordTold.noteAsksSeen(tx, { workspaceId: A, itemIds, personId: a.sofia.id, at: NOW }));
  },
  "register/told/use-cases.noteAsksShown": async (a) => {
    const itemIds = [(await anAsk(a)).id];
    await a.write((tx) => recordTold.noteAsksShown(tx, a.services, { workspaceId: A, key: "digest:1:0", itemIds }));
  },
  "check-ins/milestones/use-cases.saveMilestones": ({ services, write, lea, program, daily, round, checkInId }) =>
    write((tx) =>
      saveMilestones(
        services,
        tx,
        lea,
        {
          program,
          cadence: daily,
          round,
          questions: [{ key: "go-live", type: "date", label: "Go-live", feeds: "milestone" }],
        },
        { checkInId, revision: 2, answers: { "go-live": "2026-12-01" }, before: undefined },
      ),
    ),
  "register/drafts/use-cases.draftFromAnswers": ({ services, write, lea, program, round, checkInId }) =>
    write((tx) =>
      registerAnswers.draftFromAnswers(services, tx, lea, {
        program,
        questions: [{ key: "risk", type: "text", label: "?", feeds: "risk" }],
        disclosure: "team",
        roundId: round.id,
        checkInId,
        revision: 1,
        answers: { risk: "It may slip" },
        before: null,
        silentIn: null,
      }),
    ),
  "register/drafts/use-cases.enterAnswer": anAnswer,
  "register/drafts/use-cases.takeOut": async (a) => {
    const item = await anAnswer(a);
    const saying = { sourceKey: "check-in:again", roundId: a.round.id, revision: 1, disclosure: "team" as const };
    await a.write((tx) => registerAnswers.takeOut(a.services, tx, a.lea, item, { saying, checkInId: "another" }));
  },
  "register/drafts/use-cases.closeDoneActions": async (a) => {
    const item = await anAction(a);
    await a.write((tx) => registerAnswers.closeDoneActions(a.services, tx, a.lea, [item.id], a.checkInId));
  },
  "register/use-cases.record": async (a) => {
    const item = await anAction(a);
    return a.write((tx) => register.record(a.services, tx, a.lea, item, { event: "confirmed", changes: {} }));
  },
  "register/use-cases.moveItem": async (a) => {
    const item = await anAction(a);
    return a.write((tx) => register.moveItem(a.services, tx, a.lea, item, { to: "closed", event: "closed" }));
  },
  "register/use-cases.editItem": async (a) => {
    const item = await anAction(a);
    return a.write((tx) => register.editItem(a.services, tx, a.lea, item, { title: "New", dueOn: "2026-12-01" }));
  },
  "register/use-cases-reading.itemFor": async (a) => registerReading.itemFor(a.services, a.tom, (await anAction(a)).id),
  "register/use-cases-reading.noteItemsRead": async (a) =>
    registerReading.noteItemsRead(a.services, a.tom, [{ ...(await anAction(a)), disclosure: "lead" }]),
  "register/above/use-cases.heldFromAbove": async (a) =>
    registerAbove.heldFromAbove(a.services, a.db, A, [await anAction(a)]),
  "register/list/use-cases.listedAmong": async (a) => [
    ...(await registerList.listedAmong(a.services, a.tom, [(await anAction(a)).id])),
  ],
  "register/use-cases-reading.mayReadItem": async (a) =>
    registerReading.mayReadItem(a.services, a.db, a.tom, await anAction(a)),
  "register/use-cases-reading.askAnsweredBy": async (a) => {
    const { id: askId } = await anAsk(a);
    return registerReading.askAnsweredBy(a.db, { ...(await anAction(a)), type: "decision", details: { askId } });
  },
  "register/use-cases.itemToAct": async (a) => {
    const { id } = await anAction(a);
    return a.write((tx) => register.itemToAct(a.services, tx, a.tom, id));
  },
  "register/use-cases-reading.historyOf": async (a) => registerReading.historyOf(a.db, await anAction(a)),
  "register/use-cases-reading.listItemsFor": async (a) => {
    await anAction(a);
    return registerReading.listItemsFor(a.services, a.tom, {});
  },
  "register/use-cases-reading.itemsOfPrograms": ({ db, program }) =>
    registerReading.itemsOfPrograms(db, A, [program.id]),
  "register/use-cases-reading.itemsLike": async (a) => {
    await anAction(a, "Book the large room");
    return registerReading.itemsLike(a.services, a.lea, await anAction(a));
  },
  "register/use-cases.refuseUnlessMayChangeItem": async (a) => {
    const item = await anAction(a);
    const attempts = [a.lea, a.tom].map((who) => register.refuseUnlessMayChangeItem(a.services, a.db, who, item));
    return outcomes(await Promise.allSettled(attempts));
  },
  "register/use-cases-acts.setApart": async (a) => {
    const { id } = await saidAgain(a);
    return registerActs.setApart(a.services, a.lea, {
      itemId: id,
      sourceKey: `check-in:${a.round.id}:${a.lea.id}:again`,
    });
  },
  "register/use-cases-acts.addItem": ({ services, lea, tom, program }) =>
    registerActs.addItem(services, lea, program.id, { ...AN_ACTION, ownerId: tom.id, sourceKey: "form:V1" }),
  "register/use-cases-acts.changeItem": async (a) =>
    registerActs.changeItem(a.services, a.lea, await anAction(a), { ownerId: a.tom.id }),
  "register/use-cases-acts.handOver": async (a) =>
    registerActs.handOver(a.services, a.lea, (await anAction(a)).id, { owner: a.tom, note: "Yours" }),
  "register/use-cases-acts.closeItem": async (a) =>
    registerActs.closeItem(a.services, a.lea, (await anAction(a)).id, "Done"),
  "register/use-cases-acts.reopenItem": async (a) => {
    const { id } = await anAction(a);
    await registerActs.closeItem(a.services, a.lea, id, "Done");
    return registerActs.reopenItem(a.services, a.lea, id);
  },
  "register/use-cases-acts.confirmBlocking": async (a) =>
    registerActs.confirmBlocking(a.services, a.lea, (await anAction(a)).id),
  "register/use-cases-acts.replaceDecision": async (a) => {
    const { services, lea, program } = a;
    const input = { type: "decision", details: { rationale: "Cheap" }, title: "Buy", ownerId: lea.id } as const;
    const old = await registerActs.addItem(services, lea, program.id, { ...input, sourceKey: "form:V1" });
    const as = { ...old, as: "superseded" as const };
    return registerActs.replaceDecision(services, lea, as, { ...input, sourceKey: "form:V2" });
  },
  "register/use-cases-acts.mergeItems": async (a) => {
    const [one, other] = [await anAction(a), await anAction(a, "Book a room")];
    return registerActs.mergeItems(a.services, a.lea, { id: other.id, keptId: one.id });
  },
  "register/list/use-cases.listRecord": async (a) => {
    await anAction(a);
    return registerList.listRecord(a.services, a.tom, { isMine: false, programId: null, type: null, state: "all" });
  },
  "register/list/use-cases.findInRecord": async (a) => {
    await anAction(a);
    return registerList.findInRecord(a.services, a.tom, "room");
  },
  "register/list/use-cases.draftsOfCheckIn": ({ db, program, checkInId }) =>
    registerList.draftsOfCheckIn(db, { workspaceId: A, programId: program.id, checkInId }),
  "register/list/use-cases.keptOfCheckIn": async (a) => {
    await saidAgain(a);
    const check = { workspaceId: A, programId: a.program.id, checkInId: a.checkInId };
    return registerList.keptOfCheckIn(a.db, check);
  },
  "register/list/use-cases.itemsOfAnswer": async ({ services, lea, checkInId }) => [
    ...(await registerList.itemsOfAnswer(services, lea, checkInId)),
  ],
  "register/list/use-cases.openActionsOf": async (a) => {
    await anAction(a);
    return registerList.openActionsOf(a.db, a.lea, a.program.id);
  },
  "register/list/use-cases.itemsToDo": async (a) => {
    await anAction(a);
    return registerList.itemsToDo(a.db, a.lea, { reviewedBy: "2026-12-01", limit: 10 });
  },
  "register/list/use-cases.itemOfSource": async (a) =>
    registerList.itemOfSource(a.services, a.tom, (await anAction(a)).source_key),
  "register/list/use-cases.programsToAddTo": ({ services, tom }) => registerList.programsToAddTo(services, tom),
  "register/list/use-cases.showItem": async (a) => registerList.showItem(a.services, a.tom, (await anAction(a)).id),
  "register/reminders/use-cases.remindOwners": async (a) => {
    const { id } = await anAction(a);
    await a.db.updateTable("item").set({ remind_at: NOW }).where("workspace_id", "=", A).where("id", "=", id).execute();
    await registerReminders.remindOwners(a.services);
  },
  "programs/closings/use-cases.closingActs": async ({ db, program }) =>
    programClosings.closingActs(db, { workspaceId: A, programIds: [program.id] }).execute(),
  "programs/closings/use-cases.isRunning": async ({ db, program }) => programClosings.isRunning(db, A, program.id),
  "programs/closings/use-cases.closingsOfProgram": async ({ db, program }) =>
    programClosings.closingsOfProgram(db, program),
  "health/status/use-cases.askingForHealth": async ({ db, daily }) => [
    ...(await healthStatus.askingForHealth(db, A, [daily])),
  ],
  "health/status/use-cases.coloursGiven": async ({ db, program, daily }) => {
    const span = { after: "2026-01-01T00:00:00.000Z", until: "2027-02-01T00:00:00.000Z" };
    const everyOf = new Map([[daily.id, "day" as const]]);
    return Array.fromAsync(
      await healthStatus.coloursGiven(db, { workspaceId: A, programIds: [program.id], everyOf, ...span }),
    );
  },
  "health/status/use-cases.roundsOfMany": async ({ db, program, daily }) => {
    const programIds = Array.from({ length: 101 }, () => program.id);
    const span = { after: "2026-01-01T00:00:00.000Z", until: "2027-02-01T00:00:00.000Z" };
    const of = { workspaceId: A, programIds, cadenceIds: [daily.id], ...span };
    return [...((await healthStatus.roundsOfMany(db, of)) ?? [])];
  },
  "alerts/use-cases-outlook.healthOutlook": ({ db, program }) =>
    healthAhead.healthOutlook(db, A, [program.id], { now: NOW, until: "2027-02-01T00:00:00.000Z" }),
  "register/use-cases-absences.followAbsence": ({ services, write, tom }) =>
    write((tx) => registerAbsences.followAbsence(services, tx, tom)),
  "register/use-cases-absences.followDelegate": ({ services, write, tom }) =>
    write((tx) => registerAbsences.followDelegate(services, tx, tom)),
  "register/use-cases-outlook.recordOutlook": ({ db, program }) => recordAhead.recordOutlook(db, A, [program.id], NOW),
  "register/use-cases-acts.correctReceipt": async (a) => {
    const item = await anAnswer(a);
    await a.write((tx) => registerActs.correctReceipt(a.services, tx, item, { ...item, state: "closed" }));
  },
  "register/tidying/use-cases.beginTidying": async ({ services, db }) => {
    await db.deleteFrom("tidying").where("workspace_id", "=", A).execute();
    await tidying.beginTidying(services, A);
  },
  "register/tidying/use-cases.nextTidyingAt": ({ db }) => tidying.nextTidyingAt(db, A),
  "register/tidying/use-cases.tidy": async (a) => {
    const item = await anAnswer(a);
    await a.db
      .updateTable("item")
      .set({ raised_at: "2026-10-01T06:00:00.000Z", lapses_at: NOW })
      .where("workspace_id", "=", A)
      .where("id", "=", item.id)
      .execute();
    await tidying.tidy(a.services, A);
  },
  "register/tidying/use-cases.keepItem": async (a) => tidying.keepItem(a.services, a.lea, (await anAnswer(a)).id),
  "register/tidying/use-cases.othersOf": async (a) => tidying.othersOf(a.services, a.lea, await anAnswer(a)),
  "register/reminders/use-cases.nextReminderAt": ({ db }) => registerReminders.nextReminderAt(db),
  "register/reminders/use-cases.correctReminder": ({ services, lea }) =>
    registerReminders.correctReminder(services, lea, "2026-11-04"),
  "register/import/use-cases.programByKey": ({ services, owner, program }) =>
    registerImport.programByKey(services, owner, program.key),
  "register/import/use-cases.importItems": ({ services, owner, program }) => {
    const { items } = readImport(
      [
        { line: 1, cells: ["type", "title", "owner"] },
        { line: 2, cells: ["risk", "It may slip", "tom"] },
      ],
      { handles: new Set(["tom"]), language: "en", today: "2026-11-04" },
    );
    return registerImport.importItems(services, owner, program, { rows: items, isTrial: false });
  },
  "register/import/use-cases.itemsToExport": async (a) => {
    await anAction(a);
    return registerImport.itemsToExport(a.db, A, [a.program]);
  },
  "register/import/cli.run": ({ file }) => run("register", "export", "--workspace", "TEAM-A", "--database", file),
  "check-ins/use-cases-receipts.showReceiptOf": ({ services, write, round, tom }) =>
    write((tx) => receipts.showReceiptOf(services, tx, { workspaceId: A, roundId: round.id, personId: tom.id })),
  "register/use-cases.enter": ({ services, write, lea, program }) =>
    write((tx) => register.enter(services, tx, lea, program, DECISION)),
  "register/use-cases.enterDecision": ({ services, write, sofia, program }) =>
    write((tx) => register.enterDecision(services, tx, sofia, program, DECISION)),
  "register/escalation/use-cases.escalateDue": async (a) => {
    await anAsk(a);
    return escalation.escalateDue(a.services);
  },
  "register/escalation/use-cases.nextEscalationAt": async ({ db }) => escalation.nextEscalationAt(db),
  "register/escalation/use-cases.saveRaised": async (a) => {
    const item = await anAction(a);
    const row = await a.write((tx) => begun(tx, item, NOW));
    const to: RaisedTo = { because: "hand", level: "sponsor", to: a.sofia.id, passed: [] };
    await a.write((tx) => escalation.saveRaised(a.services, tx, row, item, to, a.lea.id));
  },
  "register/escalation/use-cases-coming.escalationsComing": async (a) => {
    await anAsk(a);
    return escalationsComing.escalationsComing(a.db, A, [a.program.id], NOW);
  },
  "register/escalation/use-cases-acts.itemToPassUp": async (a) =>
    escalationActs.itemToPassUp(a.services, a.lea, (await anAction(a)).id),
  "register/escalation/use-cases-acts.passUp": async (a) => passedUp(a),
  "register/escalation/use-cases-acts.escalationToAnswer": async (a) =>
    escalationActs.escalationToAnswer(a.services, a.sofia, (await passedUp(a)).id),
  "register/escalation/use-cases-with-me.escalatedFor": async (a) => {
    await passedUp(a);
    return escalationsWithMe.escalatedFor(a.services, a.sofia);
  },
  "register/escalation/use-cases-acts.stuckItem": async (a) =>
    escalationActs.stuckItem(a.services, a.lea, (await aStuckBlocker(a)).id),
  "register/escalation/use-cases-acts.stillStands": async (a) =>
    escalationActs.stillStands(a.services, a.lea, (await aStuckBlocker(a)).id, "2026-11-11"),
  "register/escalation/use-cases-acts.acknowledgeEscalation": async (a) =>
    escalationActs.acknowledgeEscalation(a.services, a.sofia, (await passedUp(a)).id),
  "register/escalation/use-cases-acts.answerEscalation": async (a) =>
    escalationActs.answerEscalation(a.services, a.sofia, (await passedUp(a)).id, "Do it"),
  "sponsorship/case/use-cases.caseNow": ({ services, db, lea, program }) =>
    cases.caseNow(services, db, lea, program.id),
  "sponsorship/case/use-cases.readCase": async (acting) => {
    await writePurpose(acting);
    return cases.readCase(acting.services, acting.lea, acting.program.id);
  },
  "sponsorship/case/use-cases.changesFor": async (acting) => {
    const version = await approvedCase(acting);
    return version && cases.changesFor(acting.services, acting.lea, acting.program, version);
  },
  "sponsorship/case/use-cases.goneMeasuresIn": async ({ services, db, lea, program }) => {
    const { rows } = await cases.caseNow(services, db, lea, program.id);
    return cases.goneMeasuresIn(db, program, rows);
  },
  "sponsorship/case/use-cases-changed.changedAmong": async (acting) => {
    await outdatedCase(acting);
    return caseChanged.changedAmong(acting.db, A, [acting.program]);
  },
  "sponsorship/case/use-cases-changed.changedCasesOf": async (acting) => {
    await outdatedCase(acting);
    return caseChanged.changedCasesOf(acting.services, acting.db, acting.lea);
  },
  "sponsorship/case/use-cases-changed.changedCasesFor": async (acting) => {
    await outdatedCase(acting);
    return caseChanged.changedCasesFor(acting.services, acting.lea);
  },
  "sponsorship/case/use-cases-sharing.caseToShare": async (acting) => {
    await approvedCase(acting);
    return caseSharing.caseToShare(acting.services, acting.db, acting.lea, acting.program.id);
  },
  "sponsorship/case/use-cases-sharing.shareCase": async (acting) => {
    await approvedCase(acting);
    return caseSharing.shareCase(acting.services, acting.lea, { programId: acting.program.id, person: acting.sofia });
  },
  "sponsorship/case/use-cases.changesNow": async (acting) => {
    const version = await approvedCase(acting);
    return version && cases.changesNow(acting.db, acting.program, version);
  },
  "sponsorship/case/use-cases.sectionToEdit": ({ services, lea, program }) =>
    cases.sectionToEdit(services, lea, { programId: program.id, section: "purpose" }),
  "sponsorship/case/use-cases.saveSection": (acting) => writePurpose(acting),
  "sponsorship/case/use-cases.seatedIn": ({ services, db, program }) =>
    cases.seatedIn(services, db, program, ["lead", "sponsor"]),
  "sponsorship/case/use-cases.programsWithCase": ({ services, lea }) => cases.programsWithCase(services, lea),
  "sponsorship/case/use-cases-approval.approversBeside": async ({ services, db, lea, program }) =>
    caseApproval.approversBeside(services, db, lea, await cases.caseNow(services, db, lea, program.id)),
  "sponsorship/case/use-cases-approval.approveCase": (acting) => approvedCase(acting),
  "sponsorship/case/use-cases-approval.differencesOf": async (acting) => {
    await approvedCase(acting);
    return caseApproval.differencesOf(acting.services, acting.lea, { programId: acting.program.id, number: 1 });
  },
  "register/ladder/use-cases.ladderToChange": ({ services, lea, program }) =>
    ladder.ladderToChange(services, lea, program.id),
  "register/ladder/use-cases.saveLadder": ({ services, lea, program }) =>
    ladder.saveLadder(services, lea, program.id, [{ level: "lead", acknowledge: 1, resolve: 2 }]),
  "register/ladder/use-cases.ladderOf": ({ db, program }) => ladder.ladderOf(db, A, program.id),
  "register/asks/use-cases.askToAct": async (a) => asks.askToAct(a.services, a.db, a.sofia, (await anAsk(a)).id),
  "register/asks/use-cases.askToDecide": async (a) => asks.askToDecide(a.services, a.sofia, (await anAsk(a)).id),
  "register/asks/use-cases.askToSpeakFor": async (a) => asks.askToSpeakFor(a.services, a.lea, (await anAsk(a)).id),
  "register/asks/use-cases.toSpeakFor": async (a) => asks.toSpeakFor(a.services, a.db, a.lea, (await anAsk(a)).id),
  "register/appearances/use-cases.acceptAppearance": async (a) =>
    appearances.acceptAppearance(a.services, a.sofia, (await anAppearance(a)).id),
  "register/appearances/use-cases.declineAppearance": async (a) =>
    appearances.declineAppearance(a.services, a.sofia, (await anAppearance(a)).id),
  "register/appearances/use-cases.sendSomeone": async (a) =>
    appearances.sendSomeone(a.services, a.sofia, (await anAppearance(a)).id, a.tom),
  "register/appearances/use-cases.appearanceToAnswer": async (a) =>
    appearances.appearanceToAnswer(a.services, a.sofia, (await anAppearance(a)).id),
  "register/appearances/use-cases.sendCalendarFile": async (a) =>
    appearances.sendCalendarFile(a.services, a.sofia, (await anAppearance(a)).id),
  "register/appearances/use-cases.datesToGive": async (a) => {
    const { id } = await anAppearance(a);
    await appearances.acceptAppearance(a.services, a.sofia, id);
    return appearances.datesToGive(a.services, a.sofia, id);
  },
  "register/appearances/use-cases.giveDates": async (a) => {
    const { id } = await anAppearance(a);
    await appearances.acceptAppearance(a.services, a.sofia, id);
    return appearances.giveDates(a.services, a.sofia, id, a.tom);
  },
  "register/appearances/use-cases.putAppearance": async (a) =>
    appearances.putAppearance(a.services, a.lea, (await anAppearance(a, { by: a.tom })).id),
  "register/appearances/use-cases.tickAppearance": async (a) =>
    appearances.tickAppearance(a.services, a.lea, (await anAppearance(a, { on: "2026-10-01" })).id, "happened"),
  "register/asks/queue/use-cases.acceptQueue": async (a) =>
    queue.acceptQueue(a.services, a.lea, { itemId: (await anAsk(a)).id, revision: 1, ahead: 3 }),
  "register/asks/queue/use-cases.sayCannotWait": async (a) =>
    queue.sayCannotWait(a.services, a.lea, (await anAsk(a)).id, "2026-11-20"),
  "register/asks/queue/use-cases.seeQueue": async (a) => queue.seeQueue(a.services, a.lea, (await anAsk(a)).id),
  "register/asks/use-cases.shownTo": async (a) => asks.shownTo(a.services, a.db, a.tom, asks.asAsk(await anAsk(a))),
  "register/asks/use-cases.refuseUnlessToDecide": async (a) =>
    asks.refuseUnlessToDecide(a.db, asks.asAsk(await anAsk(a))),
  "register/asks/use-cases.decideAsk": async (a) =>
    asks.decideAsk(a.services, a.sofia, (await anAsk(a)).id, { option: 0, label: "Yes" }),
  "register/asks/use-cases.takeDecision": async (a) => {
    const item = asks.asAsk(await anAsk(a));
    return a.write((tx) =>
      asks.takeDecision(a.services, tx, a.sofia, { item, program: a.program }, { option: null, text: "x" }),
    );
  },
  "register/asks/use-cases.undoDecision": async (a) => {
    const { id } = await anAsk(a);
    await asks.decideAsk(a.services, a.sofia, id, { words: "Yes" });
    return asks.undoDecision(a.services, a.sofia, id);
  },
  "register/asks/use-cases.acknowledgeAsk": async (a) => asks.acknowledgeAsk(a.services, a.sofia, (await anAsk(a)).id),
  "register/asks/use-cases.askBack": async (a) => asks.askBack(a.services, a.sofia, (await anAsk(a)).id, "Why?"),
  "register/asks/use-cases.answerAskBack": async (a) => {
    const { id } = await anAsk(a);
    await asks.askBack(a.services, a.sofia, id, "Why?");
    return asks.answerAskBack(a.services, a.lea, id, "Because");
  },
  "register/asks/use-cases.delegateAsk": async (a) =>
    asks.delegateAsk(a.services, a.sofia, (await anAsk(a)).id, { person: a.tom, why: "Knows", isConfirmed: false }),
  "register/asks/use-cases.deferAsk": async (a) =>
    asks.deferAsk(a.services, a.sofia, (await anAsk(a)).id, "2026-11-10"),
  "register/asks/use-cases.withdrawAsk": async (a) => asks.withdrawAsk(a.services, a.lea, (await anAsk(a)).id),
  "register/asks/use-cases.completeAsk": async (a) =>
    asks.completeAsk(a.services, a.lea, (await anAsk(a)).id, { ...ASK_FORM, decider: a.sofia }),
  "register/asks/at-hand/use-cases.asksAtHand": async (a) => {
    await anAsk(a);
    return asksAtHand.asksAtHand(a.services, a.db, await visitorOf(a.services, a.sofia), [a.program.id], () => true);
  },
  "register/drafts/use-cases-undo.undoLeavingOut": async (a) => {
    const { id } = await saidAgain(a);
    await sql`update item_event set event = 'left-out' where item_id = ${id} and event = 'said-again'`.execute(a.db);
    return omitting.undoLeavingOut(a.services, a.lea, id);
  },
  "register/handing-on/use-cases-undo.undoHandOver": async (a) => {
    const { id } = await anAsk(a);
    await asks.delegateAsk(a.services, a.sofia, id, { person: a.tom, why: "Knows", isConfirmed: false });
    return undoing.undoHandOver(a.services, a.sofia, id);
  },
  "register/closing/use-cases.openFor": async (a) => {
    await aVote(a);
    return closing.openFor(a.services, a.db, { person: a.lea, program: a.program });
  },
  "register/closing/use-cases.endWith": async (a) => {
    await aVote(a);
    return a.write((tx) => closing.endWith(a.services, tx, a.program, { actor: a.lea, goesOnIn: null }));
  },
  "register/closing/use-cases.resumeWith": async (a) => {
    await aVote(a);
    await changes.closeProgram(a.services, a.lea, a.program.id);
    const how = { actor: a.lea, closedAt: NOW, stays: () => undefined };
    return a.write((tx) => closing.resumeWith(a.services, tx, a.program, how));
  },
  "register/closing/use-cases.endedIn": async (a) => {
    await aVote(a);
    await changes.closeProgram(a.services, a.lea, a.program.id);
    return closing.endedIn(a.services, a.db, a.program);
  },
  "register/asks/use-cases-closing.resumeAsks": async (a) => {
    await aVote(a);
    return a.write((tx) => askClosing.resumeAsks(a.services, tx, a.program, { actor: a.lea, closedAt: NOW }));
  },
  "register/asks/use-cases-votes.askForCommittee": async (a) => {
    await sql`update seat set role = 'steering' where workspace_id = ${A} and person_id = ${a.tom.id}`.execute(a.db);
    return askVotes.askForCommittee(a.services, a.sofia, (await anAsk(a)).id);
  },
  "register/asks/use-cases-votes.putToCommittee": aVote,
  "register/asks/use-cases-votes.askToVoteOn": async (a) =>
    askVotes.askToVoteOn(a.services, a.tom, (await aVote(a)).id),
  "register/asks/use-cases-votes.castVote": async (a) => askVotes.castVote(a.services, a.tom, (await aVote(a)).id, 0),
  "register/asks/use-cases-votes.endAskTerms": async (a) => {
    await aVote(a);
    await a.db.updateTable("ask_term").set({ ends_at: NOW }).where("workspace_id", "=", A).execute();
    return askVotes.endAskTerms(a.services);
  },
  "register/asks/use-cases-votes.nextAskTermAt": ({ db }) => askVotes.nextAskTermAt(db),

  "digests/use-cases.refreshSubscriptions": async ({ db, services, write }) => {
    await sql`delete from seat where workspace_id = ${A} and role = 'sponsor'`.execute(db);
    await write((tx) => digests.refreshSubscriptions(tx, services, A));
  },
  "digests/use-cases.refreshSubscriptionsIn": async ({ db, services, write }) => {
    await sql`delete from digest_subscription where workspace_id = ${A}`.execute(db);
    const atlas = await programs.programByKey(db, A, "atlas");
    if (atlas) await write((tx) => digests.refreshSubscriptionsIn(tx, services, atlas));
  },
  "digests/use-cases.refreshDueSubscriptions": async ({ db, services }) => {
    await sql`update digest_subscription set next_at = '2099-01-01T09:00:00.000Z' where workspace_id = ${A}`.execute(
      db,
    );
    await digests.refreshDueSubscriptions(services, A);
  },
  "digests/use-cases.refreshAllSubscriptions": async ({ db, services }) => {
    await sql`delete from digest_subscription where workspace_id = ${A}`.execute(db);
    await digests.refreshAllSubscriptions(services, A);
  },
  "digests/use-cases.compileDueDigests": async ({ db, services }) => {
    await sql`update digest_subscription set next_at = ${NOW} where workspace_id = ${A}`.execute(db);
    for (const table of DIGEST_TABLES) await sql`delete from ${sql.table(table)} where workspace_id = ${A}`.execute(db);
    expect(await digests.compileDueDigests(services)).toBeGreaterThan(0);
    return db.selectFrom("digest_edition").select("document").where("workspace_id", "=", A).execute();
  },
  "digests/use-cases.nextMakingAt": ({ db }) => digests.nextMakingAt(db),
  "digests/use-cases.recountDueSince": ({ db }) => digests.recountDueSince(db, A),
  "digests/use-cases.previewDigest": ({ db, sofia }) =>
    digests.previewDigest(db, { workspaceId: A, personId: sofia.id, rhythm: "monthly" }, NOW),
  "digests/portfolio/use-cases.portfolioAsOf": ({ services, sofia }) => portfolio.portfolioAsOf(services, sofia, null),
  "digests/use-cases.previewOwnDigest": ({ services, sofia }) => digests.previewOwnDigest(services, sofia),
  "digests/use-cases.latestDigest": ({ db, sofia }) => digests.latestDigest(db, { workspaceId: A, personId: sofia.id }),
  "digests/use-cases.digestById": ({ db, editionId }) => digests.digestById(db, A, editionId),
  "digests/editions/divisions/use-cases.divisionOf": async ({ db, editionId }) => {
    const edition = await digests.digestById(db, A, editionId);
    return edition && divisions.divisionOf(db, A, edition);
  },
  "digests/editions/divisions/use-cases.createDividing": async ({ db, services }) => {
    await sql`delete from digest_division where workspace_id = ${A}`.execute(db);
    await sql`update delivery set sent_message = null where workspace_id = ${A} and kind = 'digest'`.execute(db);
    await divisions.createDividing().run(services);
    return db.selectFrom("digest_division").selectAll().where("workspace_id", "=", A).execute();
  },
  "digests/use-cases.digestSentAt": ({ db, editionId }) => digests.digestSentAt(db, A, editionId),
  "digests/use-cases.listDigests": ({ db, sofia }) => digests.listDigests(db, { workspaceId: A, personId: sofia.id }),
  "digests/use-cases.listSentDigests": ({ db }) => digests.listSentDigests(db, A),
  "digests/home/use-cases.readOwnDigest": ({ services, sofia, editionId }) =>
    digestsAtHome.readOwnDigest(services, sofia, editionId),
  "digests/home/use-cases.readOwnMessage": ({ services, sofia, editionId }) =>
    digestsAtHome.readOwnMessage(services, sofia, editionId),
  "digests/home/use-cases.lastDigestsTelling": ({ services, sofia, program }) =>
    digestsAtHome.lastDigestsTelling(services, sofia, program.key, 3),
  "digests/forwarding/use-cases.textToForward": ({ services, sofia, editionId }) =>
    forwarding.textToForward(services, sofia, editionId),
  "digests/home/use-cases.listReadersOf": ({ services, lea, program }) =>
    digestsAtHome.listReadersOf(services, lea, program.id),
  "digests/home/use-cases.previewForReader": ({ services, lea, sofia, program }) =>
    digestsAtHome.previewForReader(services, lea, { programId: program.id, personId: sofia.id, rhythm: "monthly" }),
  "digests/home/use-cases.previewPart": ({ services, lea, program }) =>
    digestsAtHome.previewPart(services, lea, { programId: program.id, rhythm: "monthly" }),
  "digests/editions/use-cases-seen.noteSeen": async ({ db, services, sofia, editionId }) => {
    await sql`delete from digest_acknowledgement where workspace_id = ${A}`.execute(db);
    await seeing.noteSeen(services, sofia, editionId);
  },
  "digests/editions/use-cases-files.sendDocument": async ({ services, sofia, editionId }) => [
    await editionFiles.sendDocument(services, sofia, { editionId, format: "csv" }),
  ],
  "digests/corrections/use-cases.digestToCorrect": async (acting) =>
    corrections.digestToCorrect(acting.services, acting.tom, await sentPart(acting)),
  "digests/corrections/use-cases.sendCorrection": async (acting) => {
    const sent = await corrections.sendCorrection(acting.services, acting.tom, await sentPart(acting), CORRECTION);
    expect(sent).toBeGreaterThan(0);
    return sent;
  },
  "digests/approval/use-cases.setApproval": ({ services, lea, tom, program }) =>
    approval.setApproval(services, lea, { programId: program.id, approver: { personId: tom.id } }),
  "digests/approval/use-cases.programsToApproveFor": ({ services, lea }) =>
    approval.programsToApproveFor(services, lea),
  "digests/approval/use-cases.approvePart": async (acting) => {
    const { db, services, lea, program } = acting;
    // Elsewhere the one of the same id waits.
    const sent = approval.approvePart(services, lea, { draftId: await draftIn(db, A, "sent"), programId: program.id });
    const refused = outcomes(await Promise.allSettled([sent]));
    await approval.approvePart(services, lea, await aDraftedPart(acting));
    return refused;
  },
  "digests/approval/use-cases.holdDraftPart": async (acting) =>
    approval.holdDraftPart(acting.services, acting.lea, await aDraftedPart(acting)),
  "digests/approval/use-cases.readDraftPart": async (acting) =>
    approval.readDraftPart(acting.services, acting.lea, await aDraftedPart(acting)),
  "digests/home/use-cases-waiting.partsToApprove": async (acting) => {
    await aDraftedPart(acting);
    return digestsWaiting.partsToApprove(acting.db, await visitorOf(acting.services, acting.lea));
  },
  "digests/home/use-cases-week.weekOfLead": ({ db, services, lea }) =>
    digestsWeek.weekOfLead(services, db, {
      workspaceId: A,
      personId: lea.id,
      reader: { locale: "en-GB", zone: "UTC" },
      now: services.clock.now(),
    }),
  "digests/approval/use-cases.wordingOf": async (acting) =>
    approval.wordingOf(acting.services, acting.lea, await aDraftedPart(acting)),
  "digests/approval/use-cases.wordDraft": async (acting) =>
    approval.wordDraft(acting.services, acting.lea, await aDraftedPart(acting), { text: "Well.", remarks: [] }),
  "digests/holds/use-cases.holdPart": async ({ services, db, lea, program, sofia }) => {
    await holds.holdPart(services, lea, { programId: program.id, rhythm: "monthly" });
    const preview = { workspaceId: A, personId: sofia.id, rhythm: "monthly" as const };
    return digests.previewDigest(db, preview, "2026-12-03T09:00:00.000Z");
  },
  "digests/holds/use-cases.releasePart": async ({ services, lea, program }) => {
    const part = { programId: program.id, rhythm: "monthly" as const };
    await holds.holdPart(services, lea, part);
    return holds.releasePart(services, lea, part);
  },
  "digests/holds/use-cases.carryHolds": async ({ services, db, write, lea, program }) => {
    await holds.holdPart(services, lea, { programId: program.id, rhythm: "monthly" });
    const held = { rhythm: "annual" as const, last_period: "2027-01-31" };
    await db.updateTable("digest_hold").set(held).where("workspace_id", "=", A).execute();
    const moved = { rhythm: held.rhythm, programIds: new Set([program.id]), zone: "UTC" };
    const [from, to] = ["2027-02-03T09:00:00.000Z", "2027-01-06T09:00:00.000Z"];
    await write(async (tx) => holds.carryHolds(tx, A, [{ ...moved, from, to }], await years.fiscalYearsIn(tx, A)));
    return db.selectFrom("digest_hold").select("last_period").where("workspace_id", "=", A).execute();
  },
  "digests/holds/use-cases.digestsAhead": async ({ services, db, lea, program }) => {
    await holds.holdPart(services, lea, { programId: program.id, rhythm: "monthly" });
    return [...(await holds.digestsAhead(services, db, A, [program.id]))];
  },
  "digests/holds/use-cases.nextDigestsOf": async ({ services, db, lea, program }) => {
    await holds.holdPart(services, lea, { programId: program.id, rhythm: "monthly" });
    return [...(await holds.nextDigestsOf(services, db, A, [program.id]))];
  },
  "digests/thanks/use-cases.teamsToThank": ({ services, sofia, editionId }) =>
    thanks.teamsToThank(services, sofia, { editionId }),
  "digests/thanks/use-cases.lastThanked": ({ db, program, sofia }) => thanks.lastThanked(db, A, program.id, sofia.id),
  "digests/thanks/use-cases.thankTeam": async ({ db, services, sofia, program, editionId }) => {
    await db
      .updateTable("program")
      .set({ channel_id: "C-THANKS" })
      .where("id", "=", program.id)
      .where("workspace_id", "=", A)
      .execute();
    const given = { from: { editionId }, programId: program.id, words: "Well done", viewId: "V1" };
    return thanks.thankTeam(services, sofia, given);
  },
  "digests/sources/use-cases.showSources": async ({ services, sofia, lea, tom, editionId }) => [
    await sources.showSources(services, { viewer: sofia, editionId, page: 0 }),
    await sources.showSources(services, { viewer: lea, editionId, page: 0 }),
    await sources.showSources(services, { viewer: tom, editionId, page: 0 }),
  ],
  "digests/sources/use-cases.shortenedAnswers": ({ services, sofia, editionId }) =>
    sources.shortenedAnswers(services, sofia, editionId),
  "digests/sources/use-cases.answerFor": ({ services, lea, editionId, checkInId }) =>
    sources.answerFor(services, { viewer: lea, editionId, checkInId, question: "progress" }),
  "digests/sources/use-cases.readSource": ({ services, lea, editionId, checkInId }) =>
    sources.readSource(services, { viewer: lea, editionId, checkInId }),
  "digests/cli.run": async ({ file, editionId }) => {
    const who = ["--reader", "sofia", "--workspace", "TEAM-A", "--database", file];
    return [
      await run("digest", "preview", "--rhythm", "monthly", "--at", NOW, ...who),
      await run("digest", "list", ...who),
      await run("digest", "show", "--edition", editionId, ...who),
    ];
  },
};

/** What these modules export beside use cases: nothing of it comes near the database for a workspace. */
const NO_CHANNELS = { channelIdOf: async () => null };
const HANDED_OVER = { on: "2026-01-01", reference: "CSE" };
const LONGER_HOURS: Change[] = [
  {
    of: "settings",
    settings: {
      hours: { from: "00:00", until: "23:59" },
      areHoursLocked: true,
      allowsUrgent: true,
      messagesCome: "together",
      workingWeek: ["mo", "su"],
      whoMayCreate: "guests-too",
    },
  },
];
const BOREALIS = setupFileSchema.parse({
  programs: [{ key: "borealis", title: "Borealis", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
  cadences: [{ key: "borealis-daily", program: "borealis", template: "daily-team" }],
});

const ALL_OF_A = { workspaceId: A, after: "", upTo: "\u{10FFFF}" };
/** As answers have them. */
const WORDS = ["Words that stand nowhere in any of these answers"];

const RETENTION_OF_A = { "daily-answers": 1, "other-answers": 1, late: 2 };

function dataProtection(tom: people.Person): settings.DataProtection {
  return {
    retention: retentionIn(JSON.stringify(RETENTION_OF_A)),
    personIds: [tom.id],
    address: "dpo@example.com",
    choosingConsultedOn: "2026-10-01",
  };
}

/** All that is there has been kept long enough. */
async function expiring({ db, write }: Acting, { count, tables }: Required<Omit<Deletion, "name">>): Promise<unknown> {
  const before = "2100-01-01T00:00:00.000Z";
  const told: unknown[] = [await count(db, { workspaceId: A, before })];
  for (const { take } of tables)
    told.push(await write((tx) => take(tx, { workspaceId: A, before, doneTo: "", rows: 100 })));
  return told;
}

async function closedLongAgo(acting: Acting, what: Required<Omit<Deletion, "name">>): Promise<unknown> {
  await acting.db
    .updateTable("program")
    .set({ state: "closed", closed_at: NOW })
    .where("workspace_id", "=", A)
    .execute();
  return expiring(acting, what);
}

const NO_USE_CASES = [
  // Errors and their sentences, schemas, constants, keys.
  "people/use-cases.slackUserSchema",
  "people/use-cases.SLACKBOT",
  "people/use-cases.userAnswerSchema",
  "people/preferences/use-cases.DEFAULT_CAPS",
  "people/preferences/use-cases.preferenceChecks",
  "delivery/parked/use-cases.LAPSED_DAYS",
  // Pure.
  "register/use-cases.refuseWhereClosed",
  "calendars/use-cases.calendarIn",
  "digests/editions/divisions/use-cases.keysOf",
  "register/asks/use-cases.asAsk",
  "operations/manifest/cli.run",
  // Checked by what opens from it.
  "digests/home/use-cases.refuseUnlessMayPreview",
  "register/use-cases-reading.itemShown",
  "people/use-cases.readerAt",
  "people/use-cases-settings.checkHours",
  "people/use-cases.readerOf",
  "privacy/retention/use-cases.mayLook",
  "people/use-cases.isAdmin",
  "people/use-cases.workspaceStandings",
  "programs/use-cases.seatDay",
  "people/use-cases.localeIn",
  "people/absences/use-cases.checkDays",
  "people/absences/use-cases.checkDelegate",
  "programs/use-cases.refuseWhoCannotAnswer",
  // Parts of making a round, for the other files of the folder: what they get was read for one workspace.
  "check-ins/rounds/use-cases.ask",
  "check-ins/rounds/use-cases.newRound",
  "check-ins/rounds/use-cases.timesOf",
  "check-ins/rounds/use-cases.PEOPLE_AT_ONCE",
  "cadences/use-cases.audienceByIds",
  "cadences/use-cases.noParticipant",
  "cadences/use-cases.cadenceTaken",
  "calendars/use-cases.regionHolidays",
  "calendars/use-cases.isRegion",
  "calendars/use-cases.unknownCalendar",
  "cadences/cli.run",
  // For the operator of the whole database, who names a workspace by it.
  "people/use-cases.allWorkspaces",
  // Notes when it ran, by the machine's clock; what it does is `exportPerson`.
  "privacy/cli.run",
  // For whoever runs the whole instance.
  "operations/cli.backup",
  "operations/cli.doctor",
  "operations/cli.move",
  "operations/cli.restore",
  "operations/cli.vacuum",
];

function whatTheySaid({ lea, sofia }: Acting) {
  return {
    power: "decides" as const,
    interest: "affected" as const,
    said: "agreed-if" as const,
    saidWords: "the budget stays",
    saidOn: NOW.slice(0, 10),
    saidTo: sofia,
    cares: "No new cost",
    owner: lea,
    nextOn: NOW.slice(0, 10),
  };
}

/** Tom is a candidate, of whom Léa has told a fact, and is asked. */
async function theChoice({ db, workspace: { id: ofWorkspace } }: Pick<Acting, "db" | "workspace">) {
  const choice = await db
    .selectFrom("sponsor_choice")
    .selectAll()
    .where("workspace_id", "=", ofWorkspace)
    .executeTakeFirstOrThrow();
  const of = db.selectFrom("sponsor_candidate").selectAll().where("workspace_id", "=", ofWorkspace);
  const facts = db
    .selectFrom("candidate_fact")
    .selectAll()
    .where("workspace_id", "=", ofWorkspace)
    .where("text", "is not", null);
  const requests = db
    .selectFrom("sponsor_request")
    .selectAll()
    .where("workspace_id", "=", ofWorkspace)
    .orderBy("id", "desc");
  const [candidate, fact] = [await of.executeTakeFirstOrThrow(), await facts.executeTakeFirstOrThrow()];
  return { choice, candidate, fact, request: await requests.executeTakeFirstOrThrow() };
}

/** Somebody outside, of whom Léa's program needs a yes. */
function aStakeholder(acting: Acting) {
  const outside = { person: null, job: "Finance director", organisation: "Northwind" };
  return stakeholders.nameStakeholder(acting.services, acting.lea, acting.program.id, {
    ...whatTheySaid(acting),
    ...outside,
  });
}

function objecting(services: Services, tom: people.Person) {
  return objections.object(services, tom, { about: "", kind: "wrong", words: "Not so." });
}

/** Every exported use case, as `folder/module.name`, those in an object by their own names. */
async function exported(): Promise<string[]> {
  const src = join(ROOT, "src");
  const files = await readdir(src, { recursive: true });
  const modules = files.filter(
    (file) => /\/(use-cases[^/]*|cli)\.ts$/.test(file) || ["digests/sources/use-cases.ts"].includes(file),
  );
  const names: string[] = [];
  for (const file of modules.filter((module) => !module.startsWith("demo/"))) {
    const module: Record<string, unknown> = await import(join(src, file));
    for (const [name, value] of Object.entries(module)) {
      const path = `${file.replace(/\.ts$/, "")}.${name}`;
      const isBook = typeof value === "object" && value !== null && !NO_USE_CASES.includes(path);
      names.push(...(isBook ? Object.keys(value).map((member) => `${path}.${member}`) : [path]));
    }
  }
  return names.sort();
}

/** Slack, where the group S1 holds Lea and Tom. */
async function theGroup(): Promise<audienceSources.SourceReading> {
  const sandbox = await startSandbox({
    manifest: manifestYml(),
    clock: new SandboxClock(NOW),
    team: { id: "TEAM-A" },
    people: [],
  });
  onTestFinished(() => sandbox.close());
  const members = new Set(["U-lea", "U-tom"]);
  const group = { id: "S1", handle: "design", name: "Design", members, isDisabled: false, created: 0, updated: 0 };
  sandbox.slack.workspace.groups.set(group.id, group);
  const client = outboxClient(
    { mode: "socket", apiUrl: sandbox.apiUrl, botToken: sandbox.botToken, appToken: "" },
    direct,
  );
  return { client, personOf: () => Promise.reject(new Error("Everybody is known")) };
}

/** The real command, in a process of its own. */
async function run(...args: string[]): Promise<string> {
  const child = aNodeProcess([built("cli"), ...args]);
  const code = await child.ended;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${child.output()}`);
  return child.output();
}

/** `drumbeat setup` in the Slack workspace TEAM-A, which has people of the same names. */
async function runSetup({ file }: Acting): Promise<unknown> {
  const sandbox = await startSandbox({
    manifest: manifestYml(),
    clock: new SandboxClock(NOW),
    team: { id: "TEAM-A" },
    people: ["lea", "tom", "sofia"].map((handle) => ({ handle, name: handle, tz: "Etc/UTC", locale: "en-GB" })),
  });
  onTestFinished(() => sandbox.close());
  const plan = join(folder, "borealis.json");
  const programsOfFile = [{ key: "borealis", title: "Borealis", lead: sandbox.primaryOwner }];
  await writeFile(plan, JSON.stringify({ programs: programsOfFile, cadences: [] }));
  const env = { SLACK_BOT_TOKEN: sandbox.botToken, SLACK_APP_TOKEN: sandbox.appToken, SLACK_API_URL: sandbox.apiUrl };
  // The copied workspaces have an owner of their own; Slack's is another person here.
  const db = openDatabase(file);
  await sql`update person set is_primary_owner = 0 where workspace_id = ${A}`.execute(db);
  await db.destroy();
  const child = aNodeProcess([built("cli"), "setup", "--file", plan, "--database", file], { env });
  expect(await child.ended, child.output()).toBe(0);
  return child.output();
}

/** As JSON, with what is in sets and maps. */
function told(value: unknown): string {
  const open = (_: string, inner: unknown) => (inner instanceof Map || inner instanceof Set ? [...inner] : inner);
  return JSON.stringify(value, open) ?? "";
}

it("there is an entry here for everything that a workspace can have done", async () => {
  expect([...Object.keys(USE_CASES), ...NO_USE_CASES].sort()).toEqual(await exported());
});

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

describe("does the same as if no other workspace were there, leaves their rows as they are, and tells nothing (workspaces-apart)", () => {
  it.each(Object.keys(USE_CASES))("%s", async (name) => {
    const isFile = name.includes("/cli.");
    const { db, file } = await aCopy({ isFile });
    const answer = told(await USE_CASES[name]?.(await acting(db, file)));
    for (const id of [SAME, OTHER]) expect(await rowsOf(db, id)).toEqual(asTheyWere.get(id));
    expect(FOREIGN_MARKS.filter((mark) => answer.includes(mark))).toEqual([]);
    // These take their ids and their time from the machine, and an export numbers people at random.
    if (["setup", "check-ins", "digests", "register/import"].map((of) => `${of}/cli.run`).includes(name)) return;
    const alone = await aCopy({ of: "alone", isFile });
    expect(answer).toBe(told(await USE_CASES[name]?.(await acting(alone.db, alone.file))));
    expect(await rowsOf(db, A)).toEqual(await rowsOf(alone.db, A));
  });
});

describe("gets nothing for an id of another workspace (workspaces-apart)", () => {
  type Attempt = (a: Acting, theirs: Acting) => Promise<unknown>;
  const attempts: Record<string, Attempt> = {
    "opens no form": ({ services, tom }, { prompt }) => checkInForms.openForm(services, tom, prompt.id),
    "asks nobody to answer": ({ services, tom }, { prompt }) =>
      checkInForms.getPromptToAnswer(services, tom, prompt.id),
    "submits nothing": ({ services, tom }, { prompt }) =>
      checkIns.submitCheckIn(services, tom, prompt.id, { nothingToReport: true }),
    "skips nothing": ({ services, tom }, { prompt }) => checkIns.skipCheckIn(services, tom, prompt.id),
    "puts nothing off": ({ services, tom }, { prompt }) =>
      checkIns.snoozeCheckIn(services, tom, prompt.id, "2026-11-04T11:00:00.000Z", "x"),
    "answers for no status": ({ services, lea }) => alerts.keepColour(services, lea, "oc-0question", "x"),
    "learns of no status": ({ services, sofia }, { program }) => whyColour.explainColour(services, sofia, program.id),
    "changes no alerts": ({ services, lea }, { program }) =>
      health.changeSettings(services, lea, program.id, DEFAULT_SETTINGS),
    "reads no answers": ({ services, lea }, { round }) => checkIns.readAnswers(services, lea, round.id),
    "sees no sources": ({ services, sofia }, { editionId }) =>
      sources.showSources(services, { viewer: sofia, editionId, page: 0 }),
    "reads no digest": ({ services, sofia }, { editionId }) => digestsAtHome.readOwnDigest(services, sofia, editionId),
    "nor those that came with it": ({ services, sofia }, { editionId }) =>
      digestsAtHome.readOwnMessage(services, sofia, editionId),
    "holds no digest back": ({ services, lea }, { program }) =>
      holds.holdPart(services, lea, { programId: program.id, rhythm: "monthly" }),
    "releases no digest": ({ services, lea }, { program }) =>
      holds.releasePart(services, lea, { programId: program.id, rhythm: "monthly" }),
    "previews no digest": ({ services, lea }, { program }) =>
      digestsAtHome.previewPart(services, lea, { programId: program.id, rhythm: "monthly" }),
    "reads no source": ({ services, sofia }, { editionId, checkInId }) =>
      sources.readSource(services, { viewer: sofia, editionId, checkInId }),
    "reads no source of its own digest": ({ services, sofia, editionId }, { checkInId }) =>
      sources.readSource(services, { viewer: sofia, editionId, checkInId }),
    "sees no digest": async ({ services, db, sofia }, { editionId }) => {
      await seeing.noteSeen(services, sofia, editionId);
      return db.selectFrom("digest_acknowledgement").selectAll().where("edition_id", "=", editionId).execute();
    },
    "forwards no digest": ({ services, sofia }, { editionId }) => forwarding.textToForward(services, sofia, editionId),
    "enters no facts": async ({ services, lea }, theirs) => {
      const { candidate } = await theChoice(theirs);
      return sponsorChoiceRead.candidateRead(services, lea, candidate.id);
    },
    "answers no request to sponsor": async ({ services, tom }, theirs) => {
      const { request } = await theChoice(theirs);
      return sponsorRequest.answerRequest(services, tom, request.id, "yes");
    },
    "learns of no change": ({ services, sofia }, { program }) => change.showChange(services, sofia, program.id),
    "has nothing of its own": ({ services, sofia }, { program }) => own.showOwn(services, sofia, program.id),
    "sends no change": ({ services, sofia }, { program }) => changePicture.sendChange(services, sofia, program.id),
    "learns of no phase": async ({ services, db, sofia }, { program }) => [
      ...(await phases.phasesOf(services, db, { workspaceId: A, programIds: [program.id] })),
      ...((await phases.showPhase(services, sofia, program.id)) ? ["shown"] : []),
    ],
    "opens no program of a digest": ({ services, sofia }, { editionId, program }) =>
      programRead.readProgram(services, sofia, { editionId, key: program.key }),
    "sends no digest as a file": ({ services, sofia }, { editionId }) =>
      editionFiles.sendDocument(services, sofia, { editionId, format: "csv" }),
    "approves no digest": async ({ services, lea, program }, { db }) =>
      approval.approvePart(services, lea, { draftId: await draftIn(db, OTHER), programId: program.id }),
    "words no digest": async ({ services, lea, program }, { db }) =>
      approval.wordDraft(
        services,
        lea,
        { draftId: await draftIn(db, OTHER), programId: program.id },
        { text: "x", remarks: [] },
      ),
    "corrects no digest": async ({ services, tom }, other) =>
      corrections.sendCorrection(services, tom, await sentPart(other, OTHER), CORRECTION),
    "has nobody approve": ({ services, lea }, { program }) =>
      approval.setApproval(services, lea, { programId: program.id, approver: "lead" }),
    "finds no digest": ({ db }, { editionId }) => digests.digestById(db, A, editionId),
    "finds no person": ({ db }, { tom }) => people.personById(db, A, tom.id),
    "finds no people": ({ db }, { tom, lea }) => people.peopleByIds(db, A, [tom.id, lea.id]),
    "knows no absence": ({ db }, { lea }) => absences.absencesOn(db, A, [lea.id], "2026-11-05"),
    "enters no absence": ({ services, lea }, { tom }) =>
      away.goAway(services, lea, tom, { from: "2026-11-04", until: "2026-11-20", delegate: null }),
    "ends no absence": async ({ services, lea }, theirs) =>
      away.comeBack(services, lea, await absenceOf(theirs.db, theirs.lea)),
    "opts out of nothing": ({ services, tom }, { daily }) => stopping.stopAsking(services, tom, daily.id),
    "finds no program": ({ db }, { program }) => programs.programOf(db, A, program.id),
    "has no standing": ({ db, services, lea }, { program }) => programs.standingsOf(db, lea, program.id, services),
    "finds no cadence": ({ db }, { daily }) => cadences.cadenceOf(db, A, daily.id),
    "finds no questions": ({ db }, { daily }) => cadences.questionSetOf(db, A, daily.question_set_id),
    "updates no message": ({ services, write }, { prompt }) =>
      write((tx) => delivery.enqueueUpdate(tx, services, { workspaceId: A, key: deliveryKeys.prompt(prompt) })),
    "changes no cadence": ({ services, write, lea }, { daily }) =>
      write((tx) => cadenceChanges.changeCadence(services, tx, lea, daily.id, changeOf(daily))),
    "pauses no cadence": ({ services, lea }, { daily }) =>
      cadenceChanges.pauseCadence(services, lea, daily.id, { reason: "x", resumesOn: null }),
    "ends no pilot": ({ services, lea }, { daily }) => pilots.askEverybody(services, lea, daily.id),
    "archives no cadence": ({ services, lea }, { daily }) => cadenceChanges.archiveCadence(services, lea, daily.id),
    "drafts nothing": ({ services, lea }, { program }) =>
      drafts.startDraft(services, lea, { programId: program.id, template: null }),
    "asks nobody now": ({ services, lea }, { daily }) => rounds.openExtraRound(services, lea, daily.id, "x"),
    "makes no cadence": ({ services, write, owner, daily }, { program }) =>
      write((tx) =>
        cadences.createCadence(services, tx, owner, {
          key: "theirs",
          program,
          template: null,
          questions: [{ key: "q", type: "text", label: "?" }],
          rule: daily.rule,
          audience: ["team"],
          readers: ["lead"],
          disclosure: "team",
        }),
      ),
    "decides nothing": async ({ services, sofia }, theirs) =>
      asks.decideAsk(services, sofia, await askOf(theirs), { words: "Yes" }),
    "withdraws nothing": async ({ services, lea }, theirs) => asks.withdrawAsk(services, lea, await askOf(theirs)),
    "votes on nothing": async ({ services, sofia }, theirs) =>
      askVotes.castVote(services, sofia, await askOf(theirs), 0),
    "labels nothing": ({ services, lea }, { program }) =>
      profileTable.importProfiles(services, lea, [{ id: program.id, profile: { labels: [], budget: null } }], {
        isTrial: false,
      }),
    "seats nobody": ({ services, write, lea }, { tom }) =>
      write((tx) =>
        programs.createProgram(services, tx, lea, { ...newProgram("new"), seats: [{ role: "lead", person: tom }] }),
      ),
  };
  it.each(Object.keys(attempts))("%s", async (name) => {
    const { db, file } = await aCopy();
    const outcome = attempts[name]?.(await acting(db, file), await acting(db, file, OTHER));
    const answer = await (outcome ?? Promise.reject(new Error("no attempt"))).catch((refused: unknown) =>
      String(refused),
    );
    for (const [id, rows] of asTheyWere) expect(await rowsOf(db, id)).toEqual(rows);
    expect(told(answer)).not.toContain("c-words");
    expect(told(answer)).not.toMatch(/"kind":"view"/);
  });
});

it("a command that is not told which of several workspaces is meant asks for it", async () => {
  const { file } = await aCopy({ isFile: true });
  for (const args of [
    ["export", "check-ins", "--database", file],
    ["export", "check-ins", "--workspace", "TEAM-X", "--database", file],
    ["digest", "list", "--reader", "sofia", "--database", file],
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
  await sql`update digest_subscription set next_at = ${NOW}`.execute(db);
  await sql`update round set closes_at = ${NOW} where state = 'open'`.execute(db);
  services.clock.now = () => "2026-11-30T17:00:00.000Z";
  await planning.openDueRounds(services);
  await rounds.closeDueRounds(services);
  await digests.compileDueDigests(services);
  const rows = [A, SAME, OTHER].map(async (workspaceId) => told(await rowsOf(db, workspaceId)));
  const [ofA = "", ofSame = "", ofOther = ""] = await Promise.all(rows);
  expect(ofA).not.toMatch(/b-words|c-words/);
  expect(ofSame).not.toMatch(/a-words|c-words/);
  expect(ofOther).not.toMatch(/a-words|b-words/);
  const editions = await db.selectFrom("digest_edition").select("workspace_id").distinct().execute();
  expect(editions.map((row) => row.workspace_id).sort()).toEqual([SAME, A, OTHER]);
});

it("the outbox of one workspace sends nothing of another, though that is due as well (P15)", async () => {
  const { db, file } = await aCopy({ isFile: true });
  await sql`update delivery set state = 'waiting', due_at = ${NOW}, expires_at = null, sent_ts = null`.execute(db);
  const before = [await rowsOf(db, SAME), await rowsOf(db, OTHER)];
  const calls: string[] = [];
  const sandbox = await startSandbox({
    manifest: manifestYml(),
    clock: new SandboxClock(NOW),
    team: { id: "TEAM-A" },
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
