/**
 * Three workspaces in one database. `SAME` is lived in through the use cases. `A`, which the tests act as, is a copy of
 * it with every id, key and handle equal: a query that forgets the workspace finds two rows, and the wrong one first.
 * `OTHER` is a copy with ids of its own: what `A` must never reach by an id that it was told. Each one's words carry
 * its mark.
 */
import { sql } from "kysely";
import { startDraft } from "../../src/cadences/drafts.ts";
import { optOut } from "../../src/cadences/participants.ts";
import { saveCalendar } from "../../src/calendars/days-off-lists.ts";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { chooseCheckIn } from "../../src/check-ins/check-in-now.ts";
import { openDueRounds } from "../../src/check-ins/rounds/planning.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { answerTyped } from "../../src/check-ins/typed/reply-to-typed-words.ts";
import { recordReceived } from "../../src/delivery/deduplicate-received.ts";
import { newPace, savePace } from "../../src/delivery/pace.ts";
import { enterValues } from "../../src/goals/values.ts";
import { addTopic } from "../../src/meetings/agenda.ts";
import { setDates } from "../../src/meetings/dates.ts";
import type { MeetingDates } from "../../src/meetings/rules.ts";
import { readPage } from "../../src/pages/reading.ts";
import { answerPage, saveSection } from "../../src/pages/writing-and-approving.ts";
import { getPersonByHandle, type Person } from "../../src/people/people.ts";
import { preferencesOf, savePreferences } from "../../src/people/preferences.ts";
import { saveSlackUsers } from "../../src/people/slack-users.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { rows } from "../../src/platform/rows.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { noteFact } from "../../src/platform/workspace-facts.ts";
import { createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import { listProgramsFor } from "../../src/programs/programs.ts";
import { insertReview } from "../../src/quarter/reviews.ts";
import { addItem } from "../../src/register/acts.ts";
import { raiseItem } from "../../src/register/items.ts";
import { decide } from "../../src/register/requests/decide.ts";
import { insertVote } from "../../src/register/requests/requests-store.ts";
import { digestsTo } from "../../src/reports/digest/digest-reading.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { digestKey } from "../../src/reports/digest/message.ts";
import { askLead } from "../../src/reports/digest/questions.ts";
import { approveDraft, changeWords, setReportApprover } from "../../src/reports/drafts/drafts.ts";
import { showDueDrafts } from "../../src/reports/drafts/due.ts";
import { chooseRhythms } from "../../src/reports/facts/digest-subscriptions.ts";
import { setup } from "../../src/setup/apply-setup.ts";
import { setupFileSchema } from "../../src/setup/setup-file.ts";
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { askCandidate } from "../../src/sponsorship/sponsor-request.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork } from "../../src/tracks/work/requests.ts";
import { holdWork } from "../../src/tracks/work/work-queue.ts";
import { saveRole } from "../../src/tracks/working-roles.ts";
import { acting } from "../support/acting.ts";
import { allowChoosing, nameStakeholder, scored } from "../support/stakeholders.ts";
import { countedIds, servicesAt } from "../support/still-clock.ts";
import { listTables } from "./rows.ts";

export const SAME = "workspace-1";
export const A = "workspace-2";
export const OTHER = "workspace-3";
const TEAMS = { [SAME]: "TEAM-B", [A]: "TEAM-A", [OTHER]: "TEAM-C" };
type WorkspaceId = keyof typeof TEAMS;
/** After the monthly digest of October has been made, while a daily round is open. */
export const NOW: Instant = "2026-11-04T10:00:00.000Z";
const NEVER: Instant = "2099-01-01T00:00:00.000Z";

const MARKS = { [SAME]: "b-words", [A]: "a-words", [OTHER]: "c-words" };
export const FOREIGN_MARKS = [MARKS[SAME], MARKS[OTHER], SAME, OTHER, "TEAM-B", "TEAM-C", "oc-"];

/** Services at `NOW` whose new ids are none of those that exist. */
export function servicesNow(db: Db) {
  return { ...servicesAt(db, NOW), ids: countedIds("new") };
}

export async function liveInThree(db: Db): Promise<void> {
  await liveInOne(db);
  await copyWorkspace(db, A, "ia-");
  await copyWorkspace(db, OTHER, "oc-");
  await quieten(db, SAME);
  await quieten(db, OTHER);
}

/** The same database, had there never been another workspace than `A`. */
export async function leaveAlone(db: Db): Promise<void> {
  await sql`pragma foreign_keys = off`.execute(db);
  for (const { name } of await listTables(db))
    await sql`delete from ${sql.table(name)} where ${sql.ref(ownerOf(name))} != ${A}`.execute(db);
  await sql`pragma foreign_keys = on`.execute(db);
}

/** That the request is about a quarter: nobody is asked for one in November. */
function reviewOf(programId: string, requestId: string): Parameters<typeof insertReview>[1] {
  return {
    ...{ workspace_id: SAME, program_id: programId, quarter: "2026-Q3", body_id: programId, check_in_id: null },
    ...{ recommendation: "change", is_apart: 0, until: null, choices: '["change","continue"]', state: "in-vote" },
    ...{ request_id: requestId, decision_id: null, decided_by: null, begins_on: null, opened_at: NOW },
  };
}

function teamDates(place: string): MeetingDates {
  return { first: "2026-12-08", repeats: "month", also: [], at: "10:00", zone: "Etc/UTC", place };
}

async function liveInOne(db: Db): Promise<void> {
  const services = { ...servicesAt(db, "2026-10-01T06:00:00.000Z"), ids: countedIds("ia") };
  const words = MARKS[SAME];
  const workspace = await ensureWorkspace(
    { ...services, ids: { next: () => SAME } },
    { id: TEAMS[SAME], name: `Northwind ${words}` },
  );
  const someone = (handle: string) => ({
    id: `U${handle}`,
    name: handle,
    real_name: `${handle} ${words}`,
    tz: "Etc/UTC",
    locale: "en-GB",
  });
  const users = ["owner", "lea", "tom", "sofia"].map(someone);
  await saveSlackUsers(
    services,
    workspace,
    users.map((user) => ({ ...user, is_primary_owner: user.name === "owner" })),
  );
  const person = (handle: string): Promise<Person> => getPersonByHandle(db, SAME, handle);
  const file = setupFileSchema.parse({
    programs: [
      {
        key: "atlas",
        title: `Atlas ${words}`,
        purpose: words,
        labels: { Department: words },
        lead: "lea",
        sponsors: ["sofia"],
        team: ["tom"],
      },
    ],
    cadences: [
      {
        key: "daily",
        program: "atlas",
        questions: [
          { key: "progress", type: "long-text", label: `The progress of ${words}`, feeds: "progress" },
          { key: "next", type: "long-text", label: `The next of ${words}`, feeds: "next" },
        ],
        rule: { every: "day", at: "09:30", zone: "participant" },
        audience: ["team", "group:S1"],
      },
      { key: "monthly", program: "atlas", template: "monthly-executive" },
    ],
    // Over nothing that there is.
    offices: [{ person: "owner", label: `Office: ${words}` }],
  });
  await setup({ ...services, actor: await person("owner") }, { file, channelIdOf: async () => "C-ATLAS" });
  // As if Slack had said that Tom is in the group.
  await sql`insert into membership (workspace_id, kind, source_id, person_id, seen_at)
    values (${SAME}, 'group', 'S1', ${(await person("tom")).id}, ${services.clock.now()})`.execute(db);
  const { id: programId } = await db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await noteFact(db, SAME, { key: "back-up", value: `${words}.db`, at: services.clock.now() });

  const sits = await person("sofia");
  await createPortfolioFromForm(
    { ...services, actor: await person("owner") },
    {
      title: `Everything ${words}`,
      label: { name: "Department", value: words },
      members: [sits],
      chair: sits,
      secretary: await person("tom"),
      quorum: 1,
    },
  );

  const closure = { key: null, name: `Closure ${words}`, region: null, days: [{ on: "12-24", label: words }] };
  await saveCalendar({ ...services, actor: await person("owner") }, { ...closure, name: "Closure" });
  await saveCalendar({ ...services, actor: await person("owner") }, { ...closure, key: "closure" });

  services.clock.at = "2026-10-30T10:00:00.000Z";
  await openDueRounds(services);
  const answer = async (handle: string, cadence: string, answers: Record<string, string | { colour: "green" }>) => {
    const who = await person(handle);
    const choice = await chooseCheckIn({ ...services, actor: who }, { wanted: cadence });
    if (choice.kind !== "open" || !choice.prompts[0]) throw new Error(`Nothing is asked of ${handle}`);
    await submitCheckIn({ ...services, actor: who }, { promptId: choice.prompts[0].prompt.id, answers });
  };
  await answer("lea", "monthly", {
    "bottom-line": `All well ${words}`,
    health: { colour: "green" },
    progress: `Done ${words}`,
    request: `A decision ${words}`,
  });
  await answer("tom", "daily", { progress: `Moved ${words}`, next: `Next ${words}` });

  const program = await listProgramsFor(db, await person("lea"), services);
  const template = { programId: program[0]?.program.id ?? "", template: "daily-team" };
  await startDraft({ ...services, actor: await person("lea") }, template);

  // What was due by then: the schedule goes on.
  await sendDueDigests(services);
  services.clock.at = "2026-11-03T09:30:00.000Z";
  await approveReport(services, { lea: await person("lea"), sofia: await person("sofia"), programId, words });
  services.clock.at = "2026-11-04T09:30:00.000Z";
  await openDueRounds(services);
  await sendDueDigests(services);
  await nameTom(services, { lea: await person("lea"), tom: await person("tom"), programId, words });
  await approveTheCase(services, { lea: await person("lea"), sofia: await person("sofia"), programId, words });
  await chooseTom(services, {
    ...{ lea: await person("lea"), tom: await person("tom"), sofia: await person("sofia") },
    ...{ programId, words },
  });
  await runTrack(services, { lea: await person("lea"), tom: await person("tom"), programId, words });
  services.clock.at = "2026-11-04T09:40:00.000Z";
  await answer("lea", "monthly", {
    "bottom-line": `Better still ${words}`,
    health: { colour: "green" },
    progress: `More done ${words}`,
  });
  services.clock.at = NOW;
  const lea = await person("lea");
  const away = { from: "2026-11-04", until: "2026-11-06", delegate: await person("tom") };
  await goAway({ ...services, actor: lea }, { person: lea, ...away });
  const sofia = await person("sofia");
  await drawLatest(services, sofia);
  const typed = { eventId: "Ev1", ts: "1.1", text: `Typed ${words}`, isCommand: false };
  await answerTyped({ ...services, actor: await person("tom") }, typed);
  const usual = await preferencesOf(db, SAME, sofia.id);
  const daily = await db
    .selectFrom("cadence")
    .select(["id", "program_id"])
    .where("key", "=", "daily")
    .executeTakeFirstOrThrow();
  await inTransaction(db, async (tx) => {
    const asSofia = { ...services, db: tx, actor: sofia };
    await savePreferences(asSofia, { ...usual, workingDays: ["mo", "tu"], usesSlackStatus: true });
    await chooseRhythms(asSofia, { wanted: ["monthly"] });
    await optOut(asSofia, { cadenceId: daily.id });
    await recordReceived(tx, services, SAME, "event:one");
  });
  const asked = await inTransaction(db, async (tx) => {
    const item = await raiseItem(acting({ ...services, db: tx }, lea), {
      programId,
      type: "request",
      details: { kind: "decision" },
      title: `Decide ${words}?`,
      sourceKey: "command:ask",
    });
    // As if a committee had voted.
    await insertVote(tx, { workspaceId: SAME, itemId: item.id, number: 1 }, { personId: sofia.id, option: 0 }, NOW);
    const message_key = digestKey((await digestsTo(tx, sofia)).at(-1)?.id ?? "");
    await tx
      .insertInto("request_message")
      .values({ workspace_id: SAME, item_id: item.id, message_key, noted_at: NOW, has_buttons: 1 })
      .execute();
    return item;
  });
  await inTransaction(db, (tx) => insertReview(tx, reviewOf(programId, asked.id)));
  const asLea = acting(services, lea);
  const [meeting] = await setDates(asLea, { programId, kind: "team", dates: teamDates(words), quorum: null });
  const topic = { title: `Talk ${words}`, minutes: 10, guestIds: [] };
  await addTopic(asLea, { meetingId: meeting?.id ?? "", ...topic });
  await decide(acting(services, sofia), { itemId: asked.id, words: `Yes ${words}` });
  const measure = await addItem(acting(services, lea), {
    programId,
    type: "measure",
    details: {
      direction: "rise",
      baseline: "2.1",
      baselineOn: "2026-10-01",
      target: "4",
      rhythm: "monthly",
      knownOn: 2,
    },
    title: `Repeat ${words}`,
    dueOn: "2027-12-31",
    sourceKey: "command:measure",
  });
  await enterValues(acting(services, lea), {
    values: [{ measureId: measure.id, on: "2026-10-31", value: "2.6", isSure: false }],
    source: "form",
  });
  // As the outbox would leave it: every message that was due has gone out.
  await sql`update delivery set state = 'sent', sent_at = ${NOW}, sent_channel_id = 'D1', sent_ts = '1.000001'
    where due_at < ${NOW}`.execute(db);
  await sql`update prompt set state = 'sent', sent_at = ${NOW} where state = 'planned'`.execute(db);
  await savePace(db, SAME, "chat.postMessage", { pace: newPace(), version: 0 });
  // As if something large had just been begun.
  await sql`insert into deletion (workspace_id, class, count, next_at) values (${SAME}, 'daily', 0, ${NOW})`.execute(
    db,
  );
  await sql`insert into erasure (workspace_id, id, person_id, state, step, begun_at, due_at)
    select workspace_id, 'erasure', id, 'done', 'slack', ${NOW}, ${NOW}
    from person where handle = 'tom'`.execute(db);
  await askLead({ ...services, actor: sofia }, { programId, digestId: null, words: `Why ${words}?`, viewId: "V1" });
  await sql`insert into digest_seen (workspace_id, digest_id, reader_id, seen_at)
    select workspace_id, id, reader_id, ${NOW} from digest`.execute(db);
  await sql`insert into next_week (workspace_id, begins_at) values (${SAME}, ${NOW})`.execute(db);
}

/** Tom could sponsor it: how Léa and Sofia score him, and that he is asked. */
async function chooseTom(
  services: Services,
  { lea, tom, sofia, programId, words }: Record<"lea" | "tom" | "sofia", Person> & { programId: string; words: string },
): Promise<void> {
  const { db } = services;
  await allowChoosing(db);
  await saveChoice({ ...services, actor: lea }, { programId, candidates: [tom.id], scorers: [lea, sofia] });
  const { id } = await db.selectFrom("sponsor_candidate").select("id").executeTakeFirstOrThrow();
  await scored(services, lea, id, `Said ${words}`);
  await scored(services, sofia, id, `Saw ${words}`);
  await askCandidate({ ...services, actor: lea }, { candidateId: id });
}

/** Léa writes why, and Sofia approves it. */
async function approveTheCase(
  services: Services,
  { lea, sofia, programId, words }: { lea: Person; sofia: Person; programId: string; words: string },
): Promise<void> {
  const purpose = { section: "purpose", revision: 0, text: `Why ${words}`, measures: [] };
  await saveSection({ ...services, actor: lea }, { kind: caseKind, programId, ...purpose });
  const { sectionIds: read } = await readPage(services, sofia, { kind: caseKind, programId });
  await answerPage({ ...services, actor: sofia }, { kind: caseKind, programId, read });
}

/** Tom does the first of two steps. */
async function runTrack(
  services: Services,
  { lea, tom, programId, words }: { lea: Person; tom: Person; programId: string; words: string },
): Promise<void> {
  const given = { gives: words, needs: words, learning: words };
  const lines = { answersFor: words, skills: words, tasks: words, firstTasks: words, ...given };
  const role = { name: `Tester ${words}`, ...lines, holders: [tom] };
  await saveRole({ ...services, actor: lea }, { programId, roleId: null, ...role });
  const { key } = await services.db.selectFrom("working_role").select("key").executeTakeFirstOrThrow();
  const step = { role: key, accountable: "lead", term: 20 };
  const steps = [
    { key: "test", title: `Test ${words}`, ...step },
    { key: "live", title: `Live ${words}`, after: ["test"], ...step },
  ];
  const named = { key: "launch", name: `Launch ${words}`, purpose: words, roles: [key] };
  const template = trackTemplateSchema.parse({ version: 1, ...named, steps });
  await startTrack({ ...services, actor: lea }, { programId, template });
  await takeTypes({ ...services, actor: lea }, { programId, keys: ["campaign"] });
  const answers = { campaign: `Win-back ${words}`, goal: words, audience: words };
  const id = await askForWork({ ...services, actor: tom }, { programId, key: "campaign", answers });
  await holdWork({ ...services, actor: lea }, { id, until: "2030-01-07", because: words });
}

async function nameTom(
  services: Services,
  { lea, tom, programId, words }: { lea: Person; tom: Person; programId: string; words: string },
): Promise<void> {
  await nameStakeholder(services, lea, programId, {
    ...{ person: tom, owner: lea, nextOn: NOW.slice(0, 10) },
    ...{ power: "decides", interest: "affected", cares: `Cares for ${words}` },
    ...{ stance: "agreed-if", stanceWords: `If ${words}`, stanceOn: NOW.slice(0, 10) },
  });
}

/** The draft of October is shown to Léa, who finds other words for it, which Sofia approves. */
async function approveReport(
  services: Services,
  { lea, sofia, programId, words }: { lea: Person; sofia: Person; programId: string; words: string },
): Promise<void> {
  await setReportApprover({ ...services, actor: lea }, { programId, approver: "sponsor" });
  await showDueDrafts(services, SAME);
  const { id: reportId } = await services.db
    .selectFrom("report")
    .select("id")
    .where("sent_at", "is", null)
    .executeTakeFirstOrThrow();
  const line = { kind: "bottom-line" as const, from: `All well ${words}`, to: `In short ${words}` };
  await changeWords({ ...services, actor: lea }, { reportId, seenAt: null, changed: { lines: [line] } });
  const asked = services.db.selectFrom("approval").select("id").where("state", "=", "asked");
  await approveDraft({ ...services, actor: sofia }, { approvalId: (await asked.executeTakeFirstOrThrow()).id });
}

/** As if a picture of her last digest were in Slack. */
async function drawLatest(services: Services, sofia: Person): Promise<void> {
  const digestId = (await digestsTo(services.db, sofia)).at(-1)?.id;
  if (digestId === undefined) throw new Error("The sponsor has no digest to copy");
  const picture = { workspace_id: SAME, key: `digest:${digestId}:statuses`, file_id: `F-${MARKS[SAME]}` };
  await rows(services.db, "picture", picture.workspace_id).insert({
    ...picture,
    state: "uploaded",
    since: services.clock.now(),
  });
}

async function copyWorkspace(db: Db, workspaceId: WorkspaceId, ids: string): Promise<void> {
  await sql`pragma foreign_keys = off`.execute(db);
  for (const { name } of await listTables(db)) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(name)} where ${sql.ref(ownerOf(name))} = ${SAME}`.execute(db);
    for (const row of rows) {
      const columns = Object.keys(row).map((column) => sql.ref(column));
      const values = Object.values(row).map((value) => inWorkspace(value, workspaceId, ids));
      await sql`insert into ${sql.table(name)} (${sql.join(columns)}) values (${sql.join(values)})`.execute(db);
    }
  }
  await sql`pragma foreign_keys = on`.execute(db);
  const { rows: broken } = await sql`pragma foreign_key_check`.execute(db);
  if (broken.length > 0) throw new Error(`The copy is not whole: ${JSON.stringify(broken)}`);
}

function inWorkspace(value: unknown, workspaceId: WorkspaceId, ids: string): unknown {
  if (typeof value !== "string") return value;
  return value
    .replaceAll(MARKS[SAME], MARKS[workspaceId])
    .replaceAll(SAME, workspaceId)
    .replaceAll(TEAMS[SAME], TEAMS[workspaceId])
    .replaceAll("ia-0", `${ids}0`);
}

/**
 * Nothing is due there, so that a tick on behalf of `A` has no business with it; and what it knows of times and seats
 * is its own, so that a mixed answer is another answer.
 */
async function quieten(db: Db, workspaceId: WorkspaceId): Promise<void> {
  const there = sql`where workspace_id = ${workspaceId}`;
  await sql`update cadence set next_check_at = ${NEVER} ${there}`.execute(db);
  await sql`update audience_source set next_check_at = ${NEVER}, name = ${MARKS[workspaceId]} ${there}`.execute(db);
  await sql`update round set closes_at = ${NEVER}, period = ${MARKS[workspaceId]} ${there}`.execute(db);
  await sql`update prompt set closes_at = ${NEVER} ${there}`.execute(db);
  await sql`update digest_schedule set next_at = ${NEVER} ${there}`.execute(db);
  await sql`update digest set cut_off_at = '2026-11-04T09:45:00.000Z' ${there}`.execute(db);
  await sql`update report set state = 'draft', sent_at = null, send_at = ${NEVER}
    ${there} and rhythm = 'monthly'`.execute(db);
  await sql`update approval set state = 'asked' ${there}`.execute(db);
  await sql`update request_term set ends_at = ${NEVER} ${there}`.execute(db);
  await sql`update next_week set begins_at = ${NEVER} ${there}`.execute(db);
  await sql`update received set received_at = ${NEVER} ${there}`.execute(db);
  await sql`update absence set until_date = '2099-12-31' ${there}`.execute(db);
  await sql`update person set is_admin = 1, zone = 'Asia/Tokyo', locale = 'fr-FR' ${there}`.execute(db);
  await sql`update seat set role = 'deputy' ${there} and role = 'team'`.execute(db);
  // Keys that are taken there are free here.
  await sql`update program set key = 'theirs' ${there} and kind = 'program' and workspace_id = ${OTHER}`.execute(db);
  await sql`update program set key = 'theirs-' || key ${there} and kind = 'portfolio' and workspace_id = ${OTHER}`.execute(
    db,
  );
  await sql`update cadence set key = 'theirs-' || key ${there} and workspace_id = ${OTHER}`.execute(db);
  await sql`update delivery set state = 'dropped', sent_channel_id = ${MARKS[workspaceId]} ${there}`.execute(db);
}

function ownerOf(table: string): string {
  return table === "workspace" ? "id" : "workspace_id";
}
