/** Why a program has its colour, for whoever asks. */

import { nameOf as nameOfCheckIn } from "../cadences/naming.ts";
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import { HISTORY_PERIODS } from "../digests/compile/facts.ts";
import type { DigestDocument } from "../digests/document.ts";
import { readOwnDigest, readOwnMessage } from "../digests/home/use-cases.ts";
import { OWN } from "../digests/readers/rules.ts";
import { inWordsGoneUp, silencesTold, statusAsTold, toldTo } from "../digests/readers/told.ts";
import { findingsAt, questionsPut } from "../health/markers.ts";
import { challengedBy, type ProgramNow, programNow, type ToldOf } from "../health/program-facts.ts";
import { type Finding, findingsOf, withoutTitleOf } from "../health/rules-checks.ts";
import { type GivenHealth, givenAt, type Stand } from "../health/rules-given.ts";
import { type AsTold, dimensionsIn, type History, historyOf } from "../health/rules-history.ts";
import { lastSaid, type Spell, type Status, worseBefore } from "../health/status/rules.ts";
import { askingForHealth } from "../health/status/use-cases.ts";
import type { HealthQuestionTable } from "../health/table.ts";
import { type Person, peopleByIds, readerOf } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { titleFor } from "../programs/naming.ts";
import { programCalled } from "../programs/rules-program.ts";
import { programByKey, programOf } from "../programs/use-cases.ts";
import { heldFromAbove } from "../register/above/use-cases.ts";
import { itemsAsOf } from "../register/told/use-cases.ts";
import { itemsOfPrograms } from "../register/use-cases-reading.ts";

const failure = errorTable({
  COLOUR_NOT_READABLE: {
    en: ({ program }) => `You can’t see what’s behind ${programCalled.en(program)}’s status. Its lead can help.`,
    fr: ({ program }) =>
      `Vous n’avez pas accès à ce qui fonde le statut ${programCalled.frOf(program)}. Ses responsables peuvent vous en dire plus.`,
  },
});

export interface ColourExplained extends ProgramNow {
  /** Held back from the digests of this reader. */
  isHeld: boolean;
  /** A running check-in that tells this reader of the program asks for its health. */
  isAsked: boolean;
  /** Nothing of it waits for approval, or is told to others alone. */
  isToldAll: boolean;
  /**
   * For how many periods in a row it has had its colour, where a digest says that; null: it says none, or no digest is asked
   * about. What is told in several rhythms has no number of its own: the day says it to everybody.
   */
  inARow: { periods: number; every: Rule["every"] } | null;
  /** False where the digest counts periods from before a round that nobody answered. */
  isDated: boolean;
  /** The periods before, in one rhythm for this reader; null where no colour stands. */
  history: History | null;
  /** The answer that says what each dimension has; null: none does. */
  byDimension: GivenHealth | null;
  /** Where no colour stands, what was said last. */
  last: Stand<GivenHealth> | null;
  /** A worse one that it had not long before that. */
  worse: Spell<GivenHealth> | null;
  /** Titles of the check-ins that tell this reader; empty where all of the program do. */
  restsOn: string[];
  /** What speaks against the colour, as far as this reader may know it by now. */
  findings: Finding[];
  /** All facts of now were weighed; else `findings` are what was put to whoever gave the colour. */
  isChecked: boolean;
  /** Something was put to them by then, whatever became of it. */
  wasPut: boolean;
  /** What the owner said to it; null: nothing yet, or nothing was asked. */
  kept: string | null;
  /** Its words are for whoever leads alone. */
  isColourAlone: boolean;
  isUnanswered: boolean;
  /** That the program is closed, as Home has it: whatever is held back or waits for approval. */
  closed: { on: LocalDate; by: string | null } | null;
  /** It was closed by then: nobody is asked, nor is what was said weighed. */
  isOver: boolean;
  /** That it was closed, as the digest says of a program that was reopened since. */
  closedThen: { on: LocalDate; by: string | null } | null;
  /** How the program stood in a digest: the instant of that, and where it is another now, which. */
  asOf: { cutOffAt: Instant; now: OtherNow | "none" | null } | null;
  nameOf(personId: string): string | null;
}

/** `since`: an instant after the digest, or that what the digest told was corrected; null where it is neither. */
interface OtherNow {
  colour: HealthColour;
  since: Instant | "corrected" | null;
}

/**
 * Why a program has its colour, by the answers that tell this reader; `editionId`: why it had it in one of their digests.
 * Throws COLOUR_NOT_READABLE, DIGEST_NOT_YOURS, DIGEST_ROLE_ENDED.
 */
export async function explainColour(
  services: Services,
  actor: Person,
  programId: string,
  editionId: string | null = null,
): Promise<ColourExplained> {
  const { db, clock } = services;
  const workspaceId = actor.workspace_id;
  const now = clock.now();
  const program = await programOf(db, workspaceId, programId);
  const told = await toldTo(services, db, actor, programId);
  const { cadences, telling, isLead, isLeftOut, isToldAll, toldNow, toldThen, hears } = told;
  if (telling.length === 0)
    throw failure("COLOUR_NOT_READABLE", { program: await titleFor(services, db, actor, program) });
  const edition = editionId === null ? null : await readOwnDigest(services, actor, editionId);
  const shown = edition?.document.programs.some(({ key }) => key === program.key) ? edition : null;
  const cutOffAt = shown?.cutOffAt ?? null;
  const watch = { workspace_id: workspaceId, program_id: programId };
  const within = shown ? OWN[shown.document.rhythm] : told.shortest;
  const inWords = await inWordsGoneUp(db, workspaceId, told);
  const factsAt = async (at: Instant, toldOf: ToldOf, every: Rule["every"], recordedUntil?: Instant) =>
    datedAsTold(db, actor, await programNow(db, watch, at, (given) => inWords(toldOf(given)), recordedUntil), every);
  const current = await factsAt(now, toldNow, told.shortest);
  const asOf = shown ? shown.toldAsOf(program.key) : now;
  const facts = cutOffAt === null ? current : await factsAt(cutOffAt, toldThen, within, asOf);
  const gave = new Set(facts.status?.history[0].givenBy.map(({ checkInId }) => checkInId));
  const about = await questionsPut(db, workspaceId, programId);
  const isToldAt = (at: Instant) => cutOffAt !== null || hears(at);
  const put = about.filter(({ check_in_id, asked_at }) => gave.has(check_in_id) && asked_at <= facts.now);
  const then = put
    .filter(({ shown_at: at }) => isLead || (at <= facts.now && isToldAt(at)))
    .map((one) => questionAt(one, facts, asOf))
    .filter(({ state, colour }) => colour === facts.status?.colour && (state === "asked" || state === "stays"));
  const itemsThen = cutOffAt === null ? null : await itemsAsOf(db, { workspaceId, programIds: [programId], asOf });
  const record = itemsThen && { asOf, itemsThen };
  const cadenceIds = new Set(telling.map(({ id }) => id));
  const weighing = { at: facts.now, zone: actor.zone, toOthers: !isLead, record, cadenceIds };
  const found = await findingsAt(db, workspaceId, then, weighing);
  const asked = then.filter(({ id }) => found.has(id));
  const toWeigh = asked.flatMap(({ id }) => found.get(id) ?? []);
  const challenged = isLead && cutOffAt === null ? await challengedBy(db, facts) : null;
  const owner = facts.status?.given.health.pathToGreen?.owner;
  const { closed_at: closedAt, closed_by: closedBy } = program;
  const named = [owner, closedBy].flatMap((id) => id ?? []);
  const people = await peopleByIds(db, workspaceId, named);
  const nameOf = (personId: string | null) => people.find(({ id }) => id === personId)?.name ?? null;
  const { status } = facts;
  const isColourAlone = status !== null && told.isColourAlone(status.given);
  const { toldIn } = told;
  const { asTold } = facts;
  const silentAt = await silencesTold(db, telling, facts);
  const history =
    status && asTold && historyOf(facts.given, facts.heads, facts.now, { status, toldIn, asTold, silentAt });
  const last = status ? null : lastSaid(facts.given, facts.heads, facts.now);
  const closedThen = shown && closedAt === null ? closedIn(shown.document, program.key) : null;
  return {
    ...facts,
    isHeld: isLeftOut && cutOffAt === null,
    isToldAll,
    ...(shown ? inARowIn(shown.document, program.key, facts.status) : { inARow: null, isDated: true }),
    history,
    byDimension: facts.status && dimensionsIn(facts.given, facts.heads, facts.now, facts.status),
    last,
    worse: last && worseBefore(last, facts.given, facts.heads, { at: facts.now, within, zone: actor.zone }),
    isAsked: (await askingForHealth(db, workspaceId, telling)).size > 0,
    restsOn:
      telling.length < cadences.length ? [...new Set(telling.map((one) => nameOfCheckIn(one, readerOf(actor))))] : [],
    findings: challenged ? findingsOf(challenged) : await asRead(services, program, toWeigh, isLead),
    isChecked: challenged !== null,
    wasPut: put.length > 0,
    isColourAlone,
    kept: isColourAlone
      ? null
      : (asked.findLast(({ state, answered_at: at }) => state === "stays" && isToldAt(at ?? ""))?.reason ?? null),
    isUnanswered: asked.some(({ state }) => state === "asked"),
    asOf: cutOffAt === null ? null : { cutOffAt, now: isLeftOut ? null : otherNow(facts, current) },
    closed: closedAt !== null ? { on: localDateOf(closedAt, actor.zone), by: nameOf(closedBy) } : null,
    isOver: closedThen !== null || (closedAt !== null && closedAt <= facts.now),
    closedThen,
    nameOf,
  };
}

/** Those above read the code alone of an item whose words do not go up. */
async function asRead(
  services: Services,
  { workspace_id: workspaceId, id }: ProgramNow["program"],
  findings: readonly Finding[],
  isLead: boolean,
): Promise<Finding[]> {
  const ids = findings.flatMap((finding) => ("title" in finding ? [finding.evidence.id] : []));
  if (isLead || ids.length === 0) return [...findings];
  const items = await itemsOfPrograms(services.db, workspaceId, [id], { ids });
  const held = await heldFromAbove(services, services.db, workspaceId, items);
  return findings.map((finding) => withoutTitleOf(finding, held));
}

/** By the digests of that rhythm: since when it has its colour, and how it stood in the periods before. */
async function datedAsTold(
  db: Db,
  person: Person,
  facts: ProgramNow,
  every: Rule["every"],
): Promise<ProgramNow & { asTold: AsTold | null }> {
  return { ...facts, ...(await statusAsTold(db, person, facts, every)) };
}

function closedIn({ programs, sections }: DigestDocument, key: string): ColourExplained["closedThen"] {
  const title = programs.find((one) => one.key === key)?.title;
  const [line] = sections
    .flatMap(({ lines }) => lines)
    .flatMap((one) => (one.kind === "closed" && one.program === title ? [one] : []));
  return line ? { on: line.on, by: line.by } : null;
}

/** How long after the begin of its period the digest before can have gone. */
const SENT_WITHIN_DAYS: Record<DigestDocument["rhythm"], number> = { weekly: 1, monthly: 7, quarterly: 7, annual: 7 };

/** As the digest counts: periods of its own, none where it had the colour for the first time. */
function inARowIn(
  { reader, rhythm, period, programs, sections }: DigestDocument,
  key: string,
  status: Status | null,
): Pick<ColourExplained, "inARow" | "isDated"> {
  const title = programs.find((one) => one.key === key)?.title;
  const periods = sections
    .flatMap(({ lines }) => lines)
    .flatMap((line) =>
      line.kind === "health" && line.program === title && line.colour === status?.colour ? line.periods : [],
    );
  const [inThisColour = 1] = periods;
  if (!status || inThisColour === 1) return { inARow: null, isDated: true };
  const isDated = localDateOf(status.since, reader.zone) <= addLocalDays(period.from, SENT_WITHIN_DAYS[rhythm]);
  const isTold = isDated && inThisColour <= HISTORY_PERIODS;
  return { inARow: isTold ? { periods: inThisColour, every: OWN[rhythm] } : null, isDated };
}

/** As a digest of then tells it, by the record up to `asOf`: what another answer overtook since waits for its owner still. */
function questionAt(question: HealthQuestionTable, { now, given }: ProgramNow, asOf: Instant): HealthQuestionTable {
  const { answered_at: answeredAt, check_in_id: id, state } = question;
  const isRevised = given.some((one) => one.checkInId === id && givenAt(one) > now);
  const isOpen = answeredAt !== null && answeredAt > (state === "overtaken" && !isRevised ? now : asOf);
  return isOpen ? { ...question, state: "asked", reason: null } : question;
}

/** Null where it is the same colour. A colour counts from the first word of the answer that gave it, even where it was corrected. */
function otherNow(then: ProgramNow, { status, given }: ProgramNow): OtherNow | "none" | null {
  if (then.status?.colour === status?.colour) return null;
  if (!status) return "none";
  const { colour, since } = status;
  if (!then.status || since > then.now) return { colour, since };
  const told = [then.status, status].flatMap(({ history }) => history[0].givenBy.map((one) => one.checkInId));
  const knownThen = new Set(then.given.map((one) => one.checkInId));
  const isCorrected = given.some(
    ({ checkInId, answeredAt }) => answeredAt > then.now && knownThen.has(checkInId) && told.includes(checkInId),
  );
  return { colour, since: isCorrected ? "corrected" : null };
}

/**
 * The programs of one of this person's own digests, and of those that went in its message, in which they have a role now,
 * each with the digest that tells of it; and the titles of the others. Throws DIGEST_NOT_YOURS, DIGEST_ROLE_ENDED.
 */
export async function programsOfDigest(
  services: Services,
  actor: Person,
  editionId: string,
): Promise<{ programs: { id: string; title: string; editionId: string }[]; leftOut: string[] }> {
  const digests = await readOwnMessage(services, actor, editionId);
  const told = new Map<string, { id: string; title: string; editionId: string }>();
  for (const { id, document } of digests)
    for (const { key, title } of document.programs) {
      const program = told.has(key) ? null : await programByKey(services.db, actor.workspace_id, key);
      if (program) told.set(key, { id: program.id, title, editionId: id });
    }
  return { programs: [...told.values()], leftOut: [...new Set(digests.flatMap(({ leftOut }) => leftOut))] };
}
