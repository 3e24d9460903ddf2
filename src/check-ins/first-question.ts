/** *Ask the first question now*: what would come first by its rule is asked at once, of all whom it asks, as that round. */
import { type Cadence, cadenceOf, listActiveCadencesOf, nameOf } from "../cadences/cadences.ts";
import { listAskedNext, type Participant } from "../cadences/participants.ts";
import { type Occurrence, openingOf } from "../cadences/recurrence/occurrences.ts";
import { contactFactsOfAll } from "../calendars/availability.ts";
import { firstAllowed, type HeldReason, HORIZON_DAYS } from "../delivery/lanes.ts";
import { areMessagesPaused } from "../delivery/pause.ts";
import type { ActorContext } from "../people/actors.ts";
import { namesOf, type Person, readerAt } from "../people/people.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { assertNever } from "../platform/errors.ts";
import type { LookupContext } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, list, type Reader, shortDate, textsFor, withFullStop } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programIds } from "../programs/program-menu-and-buttons.ts";
import { isRunning, type Program, programOf, programToChange } from "../programs/programs.ts";
import { escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { absenceExcusing, weekOfRound } from "./away/days-to-answer.ts";
import { firstQuestionTexts } from "./first-question-texts.ts";
import { isLonger } from "./rounds/longest-rhythm.ts";
import { listPrompts, type Prompt } from "./rounds/prompts.ts";
import { movePromptTo } from "./rounds/replan-prompts.ts";
import { statesOfRounds } from "./rounds/rounds.ts";
import { roundsToCome } from "./rounds/rounds-to-plan.ts";
import {
  type Asked,
  askedIn,
  beginRound,
  createPrompt,
  PEOPLE_AT_ONCE,
  type StartedRound,
  timesOf,
} from "./rounds/start-and-close.ts";

/** When a question reaches somebody. */
interface Reach {
  name: string;
  /** Null: they are away until it is over. */
  at: Instant | null;
  /** Why not at once; null: it does. */
  because: HeldReason | null;
  /** Who is asked in their place. */
  cover: string | null;
}

type FirstQuestion =
  | { kind: "asked"; cadence: Cadence; planned: Instant; dueAt: Instant; reached: Reach[]; arePaused: boolean }
  /** By its rule, or by somebody else's press. */
  | { kind: "already"; cadence: Cadence; at: Instant }
  | { kind: "nobody" | "no-check-in" | "closed" };

/** Of these programs, those whose check-ins run and in which nobody has been asked yet. Answers `notAskedYet`. */
export async function programsNotAskedYet(
  { clock }: LookupContext,
  db: Db | Tx,
  { workspaceId, programIds: ids }: { workspaceId: string; programIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const running = await db
    .selectFrom("cadence")
    .select("program_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...ids])
    .where("state", "=", "active")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("round")
            .innerJoin("prompt", (join) =>
              join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
            )
            .select("round.id")
            .where("round.workspace_id", "=", workspaceId)
            .whereRef("round.program_id", "=", "cadence.program_id")
            .where("prompt.state", "!=", "excused")
            .where("prompt.opens_at", "<=", clock.now()),
        ),
      ),
    )
    .execute();
  return new Set(running.map(({ program_id: id }) => id));
}

/** Throws PROGRAM_NOT_YOURS. Whoever comes second learns what was asked. */
export async function askFirstQuestion(ctx: ActorContext, programId: string): Promise<FirstQuestion> {
  const now = ctx.clock.now();
  const { result, begun } = await inTransaction(ctx.db, async (tx) => askOnce({ ...ctx, db: tx }, programId, now));
  if (begun) await askRest(ctx, begun);
  return result;
}

interface Outcome {
  result: FirstQuestion;
  /** Where more are to be asked than in one transaction. */
  begun?: Begun;
}

interface Begun {
  cadence: Cadence;
  round: StartedRound;
}

async function askOnce(ctx: ActorContext<Tx>, programId: string, now: Instant): Promise<Outcome> {
  const { db: tx, actor } = ctx;
  const program = await programToChange(ctx, tx, actor, programId);
  if (program.state !== "active") return { result: { kind: "closed" } };
  const cadences = await listActiveCadencesOf(tx, program);
  const before = await firstAsked(tx, program, now);
  if (before) return { result: before };
  if (cadences.length === 0) return { result: { kind: "no-check-in" } };
  const first = await firstBySchedule(ctx, cadences, now);
  if (!first) return { result: { kind: "nobody" } };

  const { cadence, planned } = first;
  const round = await beginRound(ctx, tx, { ...first, openedAt: now, most: PEOPLE_AT_ONCE });
  const prompts = await bringForward(tx, round);
  await appendAudit(tx, ctx, {
    workspaceId: actor.workspace_id,
    actorId: actor.id,
    action: "round.asked",
    subject: { kind: "round", id: round.round.id },
    programId,
    after: { people: round.asked.length },
  });
  const dueAt = round.asked.map(({ window }) => window.dueAt).reduce((one, other) => (one > other ? one : other));
  const reached = await whenReached(ctx, round.asked, prompts, now);
  const arePaused = await areMessagesPaused(tx, actor.workspace_id);
  return { result: { kind: "asked", cadence, planned, dueAt, reached, arePaused }, begun: { cadence, round } };
}

async function firstAsked(tx: Tx, program: Program, now: Instant): Promise<FirstQuestion | undefined> {
  const { workspace_id: workspaceId, id } = program;
  const round = await tx
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["round.cadence_id", "prompt.opens_at"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.program_id", "=", id)
    .where("prompt.state", "!=", "excused")
    .where("prompt.opens_at", "<=", now)
    .orderBy("prompt.opens_at")
    .orderBy("round.id")
    .limit(1)
    .executeTakeFirst();
  if (!round) return undefined;
  return { kind: "already", cadence: await cadenceOf(tx, workspaceId, round.cadence_id), at: round.opens_at };
}

interface First {
  cadence: Cadence;
  occurrence: Occurrence;
  people: Participant[];
  /** When it would have opened for the first of them. */
  planned: Instant;
}

/** Of these check-ins what opens first by its rule, of several on one day the longest; undefined: nobody is there to be asked. */
async function firstBySchedule(ctx: ActorContext<Tx>, cadences: readonly Cadence[], now: Instant) {
  const coming: First[] = [];
  for (const cadence of cadences) {
    const first = await firstOf(ctx, cadence, now);
    if (first) coming.push(first);
  }
  return coming.sort((one, other) => {
    if (one.planned !== other.planned) return one.planned < other.planned ? -1 : 1;
    return isLonger(one.cadence.timing, other.cadence.timing) ? -1 : 1;
  })[0];
}

/** So many rounds are looked at that ask nobody: what is due that day is covered, or all are on holiday. */
const MOST_EMPTY = 10;

async function firstOf(ctx: ActorContext<Tx>, cadence: Cadence, now: Instant): Promise<First | undefined> {
  const { db: tx } = ctx;
  const people = await listAskedNext(tx, cadence, ctx);
  if (people.length === 0) return undefined;
  const { timing: rule, created_at: createdAt, planned_through: plannedThrough } = cadence;
  const states = await statesOfRounds(tx, cadence, "");
  const open = new Set([...states].flatMap(([key, state]) => (state === "open" ? key : [])));
  const coming = roundsToCome({ rule, people, createdAt, plannedThrough, now, open });
  for (const occurrence of coming.take(MOST_EMPTY)) {
    const asked = await askedIn(ctx, tx, { cadence, occurrence, people, openedAt: now });
    if (!(await isAnybodyThere(tx, { cadence, occurrence, asked, now }))) continue;
    const openings = asked.map(({ person }) => openingOf(cadence.timing, occurrence, person));
    return { cadence, occurrence, people, planned: openings.sort()[0] ?? now };
  }
  return undefined;
}

async function isAnybodyThere(
  tx: Tx,
  {
    cadence,
    occurrence,
    asked,
    now,
  }: { cadence: Cadence; occurrence: Occurrence; asked: readonly Asked[]; now: Instant },
): Promise<boolean> {
  const about = { workspace_id: cadence.workspace_id, opens_at: now };
  const times = await timesOf(
    tx,
    about,
    asked.map(({ person }) => person),
  );
  const week = weekOfRound(cadence.timing, occurrence.key);
  return asked.some(({ person, window }) => {
    const away = { absences: times.absencesOf(person), workingDays: times.daysOf(person), week };
    return absenceExcusing(window, person.zone, away) === undefined;
  });
}

/** Those that are there already, since somebody answered early, come now too. */
async function bringForward(tx: Tx, { round, asked }: StartedRound): Promise<Prompt[]> {
  const prompts = await listPrompts(tx, round.workspace_id, round.id);
  for (const prompt of prompts) {
    const window = asked.find(({ person }) => person.id === prompt.person_id)?.window;
    if (window && prompt.state === "planned" && prompt.opens_at > window.opensAt)
      await movePromptTo(tx, prompt, window, { lane: "now" });
  }
  return prompts;
}

/** As soon as each may be written to. */
async function whenReached(
  { db: tx, actor }: ActorContext<Tx>,
  asked: readonly Asked[],
  prompts: readonly Prompt[],
  now: Instant,
): Promise<Reach[]> {
  const workspaceId = actor.workspace_id;
  const people = asked.map(({ person }) => person);
  const from = addLocalDays(localDateOf(now, "UTC"), -1);
  const facts = await contactFactsOfAll(tx, workspaceId, people, { from, until: addLocalDays(from, HORIZON_DAYS) });
  const delegateIds = prompts.map(({ delegate_id: id }) => id);
  const covers = await namesOf(tx, workspaceId, delegateIds);
  return asked.map(({ person: { id, name }, window }) => {
    const prompt = prompts.find((each) => each.person_id === id);
    const own = facts.get(id);
    if (!own || prompt?.state === "excused")
      return { name, at: null, because: null, cover: covers.get(prompt?.delegate_id ?? "") ?? null };
    const { at, because } = firstAllowed(own, now);
    return { name, at: at < window.closesAt ? at : null, because, cover: null };
  });
}

/** Ends early where the program or the check-in has stopped meanwhile. */
async function askRest(services: Services, { cadence, round: { round, left, times } }: Begun): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id } = cadence;
  for (let start = 0; start < left.length; start += PEOPLE_AT_ONCE) {
    const goesOn = await inTransaction(services.db, async (tx) => {
      const isActive = (await cadenceOf(tx, workspaceId, id)).state === "active";
      if (!isActive || !(await isRunning(tx, workspaceId, programId))) return false;
      for (const { person, window } of left.slice(start, start + PEOPLE_AT_ONCE))
        await createPrompt(services, tx, round, person, window, times);
      return true;
    });
    if (!goesOn) return;
  }
}

export function listenToFirstQuestion(listening: Listening<Person>, services: Services): void {
  onPress(listening, programIds.askFirst, async ({ actor, value: programId, reply }) => {
    const result = await askFirstQuestion({ ...services, actor }, programId);
    const { title } = await programOf(services.db, actor.workspace_id, programId);
    const text = inWords(readerAt(actor, services.clock.now()), result, title);
    await reply({ text: lineOf(text), blocks: [section(text)] });
  });
}

const MOST_NAMES = 8;
const LONGEST_NAME = 60;
const LONGEST_TITLE = 150;

/** What the press answers. `program`: its title. */
export function inWords(reader: Reader, result: FirstQuestion, program: string): string {
  const texts = textsFor(firstQuestionTexts, reader);
  const title = escapeMrkdwn(shorten(program, LONGEST_TITLE));
  switch (result.kind) {
    case "asked":
      return askedInWords(reader, result);
    case "already":
      return texts.already(checkInName(reader, result.cadence), dateAndTime(reader, result.at));
    case "nobody":
      return texts.nobody(title);
    case "no-check-in":
      return texts.noCheckIn(title);
    case "closed":
      return texts.closed(title);
    default:
      return assertNever(result);
  }
}

/** “Sam and Priya get *Daily team check-in* now; Jonas Tue 3 Nov, 8:30 (outside their hours).” */
function askedInWords(
  reader: Reader,
  { cadence, reached, planned, dueAt, arePaused }: Extract<FirstQuestion, { kind: "asked" }>,
): string {
  const texts = textsFor(firstQuestionTexts, reader);
  const what = checkInName(reader, cadence);
  const isAtOnce = ({ at, because }: Reach) => at !== null && because === null;
  const atOnce = reached.filter(isAtOnce);
  const later = reached.filter((each) => each.at !== null && !isAtOnce(each));
  const asTold = ({ at, because }: Reach) => `${at} ${because}`;
  const groups = [...Map.groupBy(later, asTold).values()].toSorted((one, other) =>
    (one[0]?.at ?? "") < (other[0]?.at ?? "") ? -1 : 1,
  );
  const away = reached.filter(({ at, cover }) => at === null && cover === null);
  const parts = [
    ...(atOnce.length > 0 ? [texts.now(namesIn(reader, atOnce), atOnce.length, what)] : []),
    ...groups.map((group, place) => {
      const [{ at, because } = { at: null, because: null }] = group;
      const isFirst = atOnce.length === 0 && place === 0;
      const when = `${dateAndTime(reader, at ?? planned)} (${texts.because[because ?? "quiet-hours"]})`;
      return texts.later(namesIn(reader, group), group.length, isFirst ? what : null, when);
    }),
    ...(away.length > 0 ? [texts.away(namesIn(reader, away), away.length)] : []),
    ...reached.flatMap(({ name, cover }) => (cover === null ? [] : texts.covered(nameIn(name), nameIn(cover)))),
  ];
  const sentences = [
    withFullStop(parts.join(texts.between)),
    texts.instead(dateAndTime(reader, planned), shortDate(reader, localDateOf(dueAt, reader.zone))),
    ...(arePaused ? [texts.paused] : []),
  ];
  return sentences.join(" ");
}

function checkInName(reader: Reader, cadence: Cadence): string {
  return `*${escapeMrkdwn(shorten(nameOf(cadence, reader), LONGEST_TITLE))}*`;
}

function nameIn(name: string): string {
  return escapeMrkdwn(shorten(name, LONGEST_NAME));
}

function namesIn(reader: Reader, people: readonly Reach[]): string {
  const { more } = textsFor(firstQuestionTexts, reader);
  const shown = people.slice(0, MOST_NAMES).map(({ name }) => nameIn(name));
  return list(reader, people.length > MOST_NAMES ? [...shown, more(people.length - MOST_NAMES)] : shown);
}
