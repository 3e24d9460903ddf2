/** What a digest tells its readers of checks that nobody has answered. */

import type { HealthColour } from "../cadences/questions/health-scale.ts";
import { isRestricted } from "../people/rules-restricted.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { isPutOff } from "../register/asks/rules.ts";
import { readDetails } from "../register/details.ts";
import { isEvidence } from "../register/rules-alive.ts";
import { type ItemThen, itemsAsOf } from "../register/told/use-cases.ts";
import {
  type HealthQuestion,
  type ItemFound,
  listFindings,
  listFindingsTo,
  listForecasts,
  listQuestions,
  listUnanswered,
} from "./repository-questions.ts";
import { countedTo, type Finding, type Forecast, isForecast } from "./rules-checks.ts";

export interface Marker {
  questionId: string;
  colour: HealthColour;
  askedAt: Instant;
  /** When the digest goes that is the first to tell it; one that was drafted before does not. */
  shownAt: Instant;
  /** The answer with the colour, for the sources. */
  checkInId: string;
  revision: number;
  cadenceId: string;
  /** Never empty; `findingSentence` says each, `evidence` is its source. */
  findings: [Finding, ...Finding[]];
  /** Of the target dates that these are about, by id, the check-ins that ask for them. */
  datedIn: ReadonlyMap<string, string>;
  /** The items among the evidence that those above may read. */
  items: { id: string; code: string; raisedBy: string; raisedAt: Instant }[];
}

/** So far as nobody moved an ask's date or put it off since, and the matter is alive, it speaks against the colour still. */
function stillSpeaksAgainst(found: Found, at: Instant): boolean {
  const { finding, state, closed_at, confirmed_at, doubted_at, due_on } = found;
  if (isAskPutOff(found, at)) return false;
  if (state === null) return true;
  const isMoved = finding.check === "W4" && due_on !== null && due_on >= localDateOf(at, "UTC");
  return !isMoved && isEvidence({ state, closed_at, confirmed_at, doubted_at }, at);
}

/** That date is the target no more. */
function isOutdated({ finding, current_on }: Found & { current_on: LocalDate | null }): boolean {
  return isForecast(finding) && current_on !== finding.date;
}

function isAskPutOff({ type, state, details }: Found, at: Instant): boolean {
  if (type !== "ask" || state === null || details === null) return false;
  const ask = readDetails(type, details);
  return ask.type === "ask" && isPutOff({ state, details: ask.details }, localDateOf(at, "UTC"));
}

type Found = { finding: Finding } & ItemFound;

/** What speaks against the colours of programs, and where the moves of their dates lead, as a digest tells it. */
interface ToldOfChecks {
  markers: Map<string, Marker[]>;
  /** Whatever was answered: the date says whether it still is one. */
  forecasts: Forecast[];
}

type AsOf = { asOf?: Instant | undefined; shownBy?: Instant | undefined };

/**
 * By program, what spoke against a colour, was put to its owner one working day before a digest, and not answered by
 * `cutOff`, while the colour is still that one and what speaks against it is alive, as the record was at `asOf`; only what a
 * digest of `shownBy` knew. One statement, however many programs; with `asOf` two.
 */
export async function markersFor(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  cutOff: Instant,
  as: AsOf = {},
): Promise<Map<string, Marker[]>> {
  return (await checksFor(db, workspaceId, programIds, cutOff, as)).markers;
}

/** As `markersFor`, with the forecasts that others may be told by then; no statement more. */
export async function checksFor(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  cutOff: Instant,
  { asOf, shownBy = cutOff }: AsOf = {},
): Promise<ToldOfChecks> {
  const all = await listUnanswered(db, workspaceId, programIds, { cutOff, shownBy });
  const itemsThen = asOf === undefined ? null : await itemsAsOf(db, { workspaceId, programIds, asOf });
  const rows = all.filter(
    (found) => !isForecast(found.finding) && stillSpeaksAgainst(asItWas(found, itemsThen), cutOff),
  );
  const markers = new Map<string, Marker[]>();
  for (const asked of Map.groupBy(rows, ({ id }) => id).values()) {
    const [question] = asked;
    const [first, ...others] = asked.map(asOthersRead);
    if (!question || !first || question.health !== question.colour) continue;
    const marker: Marker = {
      questionId: question.id,
      colour: question.colour,
      askedAt: question.asked_at,
      shownAt: question.shown_at,
      checkInId: question.check_in_id,
      revision: question.revision,
      cadenceId: question.cadence_id,
      findings: [first, ...others],
      datedIn: new Map(
        asked.flatMap(({ finding, dated_in: cadenceId }) =>
          cadenceId === null ? [] : [[finding.evidence.id, cadenceId] as const],
        ),
      ),
      items: asked.flatMap(({ finding, disclosure, raiser, raised_at: raisedAt }) =>
        "code" in finding && disclosure !== null && isForThoseAbove(disclosure) && raiser !== null && raisedAt !== null
          ? [{ id: finding.evidence.id, code: finding.code, raisedBy: raiser, raisedAt }]
          : [],
      ),
    };
    markers.set(question.program_id, [...(markers.get(question.program_id) ?? []), marker]);
  }
  return { markers, forecasts: all.map(({ finding }) => finding).filter(isForecast) };
}

/** As those have them who are told of these check-ins alone: a date that another one asks for is not theirs to know. */
export function markersTold(markers: readonly Marker[], cadenceIds: ReadonlySet<string>): Marker[] {
  return markers.flatMap((marker) => {
    const [first, ...others] = marker.findings.filter(({ evidence }) =>
      isToldIn(marker.datedIn.get(evidence.id) ?? null, cadenceIds),
    );
    return first && cadenceIds.has(marker.cadenceId) ? [{ ...marker, findings: [first, ...others] }] : [];
  });
}

function isToldIn(datedIn: string | null, cadenceIds: ReadonlySet<string>): boolean {
  return datedIn === null || cadenceIds.has(datedIn);
}

/** At which instant what speaks against a colour is told; an ask's days are counted to then, in `zone`. */
interface Weighing {
  at: Instant;
  zone: string;
  /** Without the words of what those above a program may not read. */
  toOthers: boolean;
  /** The record as it was at an instant, by which it is weighed; undefined: as it is now. */
  record?: { asOf: Instant; itemsThen: ReadonlyMap<string, ItemThen> } | null;
}

/**
 * Of questions, by id, what of their findings speaks against the colour still, to somebody who is told of these check-ins;
 * none of a question of which nothing does.
 */
export async function findingsAt(
  db: Db | Tx,
  workspaceId: string,
  questions: readonly Pick<HealthQuestion, "id">[],
  { cadenceIds, ...weighing }: Weighing & { cadenceIds: ReadonlySet<string> },
): Promise<Map<string, Finding[]>> {
  const ids = questions.map(({ id }) => id);
  const all = [...(await listFindings(db, workspaceId, ids))];
  const told = all.map(([id, found]) => [id, found.filter((one) => isToldIn(one.dated_in, cadenceIds))] as const);
  return new Map(
    told.map(([id, found]) => [id, leftOf(found, weighing)] as const).filter(([, left]) => left.length > 0),
  );
}

/** The questions to somebody that wait for them, the oldest first, with what speaks against their colours still. */
export async function questionsTo(db: Db, workspaceId: string, personId: string, weighing: Weighing) {
  const found = await listFindingsTo(db, workspaceId, personId);
  return [...Map.groupBy(found, ({ id }) => id).values()].flatMap((theirs) => {
    const [question] = theirs;
    const listed = theirs.map((found) => ({ ...found, finding: asListed(found) }));
    const findings = leftOf(listed, weighing);
    return question && findings.length > 0 ? [{ ...question, findings }] : [];
  });
}

function asItWas(found: Found, itemsThen: ReadonlyMap<string, ItemThen> | null | undefined): Found {
  return itemsThen ? { ...found, ...itemsThen.get(found.finding.evidence.id) } : found;
}

function leftOf(
  all: readonly (Found & { current_on: LocalDate | null })[],
  { at, zone, toOthers, record }: Weighing,
): Finding[] {
  const today = localDateOf(at, zone);
  const left = all
    .filter((found) => record || !isOutdated(found))
    .map((found) => asItWas(found, record?.itemsThen))
    .filter((found) => stillSpeaksAgainst(found, record?.asOf ?? at));
  return left.map((found) => countedTo(today, toOthers ? asOthersRead(found) : found.finding, found.due_on));
}

/** The code of what those above may not read tells them whom to ask. */
function asOthersRead({ finding, disclosure }: Pick<Found, "finding" | "disclosure">): Finding {
  const isReadable = disclosure !== null && isForThoseAbove(disclosure);
  return "title" in finding && !isReadable ? { ...finding, title: "" } : finding;
}

/** What came of a team's or a lead's answers is theirs until somebody made an item of it. */
export function isForThoseAbove(disclosure: "program" | "team" | "lead" | "executive"): boolean {
  return disclosure === "program" || disclosure === "executive";
}

/** The forecasts for dates of a program that were put to anybody. */
export async function forecastsPut(db: Db | Tx, workspaceId: string, programId: string): Promise<Forecast[]> {
  return (await listForecasts(db, workspaceId, programId)).filter(isForecast);
}

/** What was put to whoever gave a colour of a program, the oldest first. */
export async function questionsPut(
  db: Db | Tx,
  workspaceId: string,
  programId: string,
  states?: readonly HealthQuestion["state"][],
): Promise<HealthQuestion[]> {
  return listQuestions(db, { workspaceId, programId, states });
}

/** What was said against the colour in one of these questions, as a message may say it. */
export async function findingsPut(db: Db | Tx, workspaceId: string, questionId: string): Promise<Finding[]> {
  return ((await listFindings(db, workspaceId, [questionId])).get(questionId) ?? []).map(asListed);
}

/** Of an item for whoever leads alone its code: nobody has opened it. */
function asListed({ finding, disclosure }: Pick<Found, "finding" | "disclosure">): Finding {
  const isHidden = "title" in finding && disclosure !== null && isRestricted({ disclosure });
  return isHidden ? { ...finding, title: "" } : finding;
}
