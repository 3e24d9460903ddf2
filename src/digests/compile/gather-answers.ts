/** The rounds of a digest's programs, what was answered in them and what the last ones had planned. */

import { readQuestions } from "../../cadences/columns.ts";
import { askedIn, isAsked, outcomeOf, outcomesOf } from "../../cadences/outcomes/rules.ts";
import { answersSchema, type Question, textIn, withoutWords, wordsIn } from "../../cadences/questions/questions.ts";
import { decidedIn, refusedIn, saidIn, withoutOnlyLead } from "../../check-ins/proposals/rules.ts";
import { type Unsaid, withoutHeld } from "../../check-ins/sensitive/rules.ts";
import { isTakenIn, type Renewal } from "../../health/rules-given.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { authorOf } from "../texts.ts";
import type { AnswerFacts, CadenceFacts, Period, ProgramFacts, RoundFacts } from "./facts.ts";
import type { Programs, Telling } from "./gather-feed.ts";
import { eachInPieces, pauseIfMany } from "./pauses.ts";
import { eachPromptBetween, listRoundsBetween, type Scope } from "./repository.ts";
import { type AnswerRow, eachAnswerBetween, eachAnswerTo, listLastAnswers, type Told } from "./repository-answers.ts";
import { saysItStands, voiceOf } from "./rules-written.ts";

export type QuestionSets = ReadonlyMap<string, readonly Question[]>;

/** Question sets by id, of the cadences that feed the digest. */
export function questionSetsOf(
  rows: readonly { id: string; versions: readonly { id: string; questions: string }[] }[],
  cadences: readonly Pick<CadenceFacts, "id">[],
): QuestionSets {
  const feeding = new Set(cadences.map(({ id }) => id));
  const versions = rows.flatMap((row) => (feeding.has(row.id) ? row.versions : []));
  return new Map(versions.map(({ id, questions }) => [id, readQuestions(questions)]));
}

/** Of rounds, who was asked and answered. */
export interface Participation {
  /** By the round's id. */
  rounds: ReadonlyMap<string, Pick<RoundFacts, "asked" | "away" | "answered" | "toldBefore" | "removed">>;
  /** By the program's id. */
  people: ReadonlyMap<string, ProgramFacts["people"]>;
}

/**
 * The rounds of the period with their participation; of the cadences `counted` nothing else. The digest before told what was
 * given up to `toldUntil` of its program. What `known` has of the same rounds at the same cut-off is not read again, and what
 * is read goes there: of a large team each reader has the same.
 */
export async function readRounds(
  db: Db | Tx,
  feeding: Scope,
  programs: Programs,
  {
    period,
    counted,
    toldUntil,
  }: {
    period: Period;
    counted: readonly Pick<Telling, "id" | "program_id">[];
    toldUntil: ReadonlyMap<string, Instant>;
  },
  known: Map<string, Participation>,
): Promise<void> {
  const span = { from: period.from, until: addLocalDays(period.until, 1) };
  const further = counted.flatMap(({ id, program_id }) => (programs.has(program_id) ? [id] : []));
  const scope = { ...feeding, cadenceIds: [...new Set([...feeding.cadenceIds, ...further])] };
  const isFeeding = new Set(feeding.cadenceIds);
  const found = await listRoundsBetween(db, scope, span);
  for (const row of found) {
    const program = programs.get(row.program_id);
    (isFeeding.has(row.cadence_id) ? program?.rounds : program?.counted)?.push({
      id: row.id,
      cadenceId: row.cadence_id,
      key: row.key,
      period: row.period,
      isMissed: row.state === "missed",
      missedReason: row.missed_reason,
      missedCount: row.missed_count ?? 0,
      ...NONE,
    });
  }
  await pauseIfMany(programs.size);
  const { workspaceId, programIds, cadenceIds, cutOffAt } = scope;
  const place = JSON.stringify([workspaceId, programIds, cadenceIds, cutOffAt, span, [...toldUntil]]);
  const participation = known.get(place) ?? (await readParticipation(db, scope, { rounds: found, period, toldUntil }));
  known.set(place, participation);
  for (const program of programs.values()) {
    program.people = participation.people.get(program.id) ?? program.people;
    for (const round of [...program.rounds, ...program.counted])
      Object.assign(round, participation.rounds.get(round.id));
  }
}

/** How many people were asked for these programs and answered none of them. */
export function silentPeopleIn(programs: Iterable<Pick<ProgramFacts, "people">>): number {
  const [asked, answering] = [new Set<string>(), new Set<string>()];
  for (const { people } of programs) {
    for (const id of people.asked) asked.add(id);
    for (const id of people.answering) answering.add(id);
  }
  return asked.difference(answering).size;
}

const NONE = { asked: 0, away: 0, answered: 0, toldBefore: 0 };

type FoundRound = Awaited<ReturnType<typeof listRoundsBetween>>[number];

async function readParticipation(
  db: Db | Tx,
  scope: Scope,
  {
    rounds: found,
    period,
    toldUntil,
  }: { rounds: readonly FoundRound[]; period: Period; toldUntil: ReadonlyMap<string, Instant> },
): Promise<Participation> {
  const { cutOffAt } = scope;
  const people = new Map<string, { asked: Set<string>; answering: Set<string> }>();
  const peopleOf = (programId: string) => {
    const known = people.get(programId) ?? { asked: new Set(), answering: new Set() };
    people.set(programId, known);
    return known;
  };
  const rounds = new Map(
    found.map(({ id, program_id: programId }) => [
      id,
      { programId, toldBefore: 0, removed: 0, outcomes: outcomesOf([]) },
    ]),
  );
  await eachPromptBetween(db, scope, { from: period.from, until: addLocalDays(period.until, 1) }, (prompt) => {
    const round = rounds.get(prompt.round_id);
    const { answered_at: answeredAt, sent_at: sentAt, delegate_id: delegateId, state, reason } = prompt;
    const outcome = outcomeOf({ state, reason, sentAt, hasDelegate: delegateId !== null, answeredAt }, cutOffAt);
    if (!round || outcome === null) return;
    round.outcomes[outcome] += 1;
    if (answeredAt !== null && answeredAt <= (toldUntil.get(round.programId) ?? "")) round.toldBefore += 1;
    else if (outcome === "answered" && prompt.removed_at !== null) round.removed += 1;
    if (isAsked(outcome)) peopleOf(round.programId).asked.add(prompt.person_id);
    if (outcome === "answered") peopleOf(round.programId).answering.add(prompt.person_id);
  });
  const counts = [...rounds].map(([id, { outcomes, toldBefore, removed }]) => {
    const { away, answered } = outcomes;
    return [id, { asked: askedIn(outcomes), away, answered, toldBefore, ...(removed > 0 && { removed }) }] as const;
  });
  return { rounds: new Map(counts), people };
}

export async function readAnswers(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  sets: QuestionSets,
  window: Told,
): Promise<void> {
  const last = new Map<string, AnswerRow>();
  await eachAnswerBetween(db, scope, window, (row) => {
    const known = last.get(row.check_in_id);
    if (!known || row.revision > known.revision) last.set(row.check_in_id, row);
  });
  await eachInPieces(last.values(), (row) => {
    programs.get(row.program_id)?.answers.push(answerOf(row, sets, window.after, scope));
  });
}

/**
 * What was planned in the period before this one, the last plan of each person and cadence; and what had numbers since
 * `oldest`. Of each check-in as the reader was told it, by the edition before or its correction (`toldUntil`, `renewals` by
 * the program's key), else its last revision by the cut-off before, `until`; what nobody has been told, as it is now.
 * Of whoever has no news of a matter, all that they said since `oldest`. `numbers`: cadences beside those of the scope
 * whose numbers are read up to the cut-off.
 */
export async function readPlansAndMeasures(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  sets: QuestionSets,
  {
    after,
    oldest,
    until,
    toldUntil,
    renewals,
    numbers,
  }: {
    after: Instant;
    oldest: Instant;
    until: Instant;
    toldUntil: (programId: string) => Instant;
    renewals: ReadonlyMap<string, readonly Renewal[]>;
    numbers: readonly string[];
  },
): Promise<void> {
  const planning = new Set([...sets].flatMap(([id, questions]) => (questions.some(saysWhatComes) ? [id] : [])));
  const measuring = new Map(
    [...sets].flatMap(([id, questions]) => {
      const keys = questions.filter(isMeasure).map(({ key }) => `"${key}":`);
      return keys.length > 0 ? [[id, keys] as const] : [];
    }),
  );
  const saying: AnswerFacts[] = [];
  await eachInPieces(
    [...programs.values()].flatMap(({ answers }) => answers),
    (answer) => {
      if (saysItStands(answer)) saying.push(answer);
    },
  );
  const standing = new Set(saying.map(voiceOf));
  const personIds = [...new Set(saying.map(({ personId }) => personId))];
  const of = [
    { questionSetIds: [...planning], after },
    { questionSetIds: [...measuring.keys()], after: oldest },
    { questionSetIds: saying.length > 0 ? [...sets.keys()] : [], after: oldest, personIds },
  ].filter(({ questionSetIds }) => questionSetIds.length > 0);
  if (of.length === 0) return;
  const lastPlan = new Map<string, AnswerRow>();
  const [told, others] = [new Map<string, AnswerRow>(), new Map<string, AnswerRow>()];
  const saidBefore = new Map<string, AnswerRow>();
  const further = new Set(numbers).difference(new Set(scope.cadenceIds));
  const read = { ...scope, cadenceIds: [...scope.cadenceIds, ...further] };
  const correctedIn = correctionsOf(programs.values(), toldUntil, renewals);
  const isOwed = (programId: string) => toldUntil(programId) < until;
  const isAnyLater = further.size > 0 || correctedIn.size > 0 || scope.programIds.some(isOwed);
  await eachAnswerTo(db, read, { of, until: isAnyLater ? scope.cutOffAt : until }, (row) => {
    const isFurther = further.has(row.cadence_id);
    const isTold = row.answered_at <= toldUntil(row.program_id) || toldBy(row, correctedIn) !== undefined;
    const isUntold = row.first_answered_at <= until && isOwed(row.program_id);
    if (row.nothing_to_report === 1 || !(isTold || isUntold || isFurther)) return;
    const slot = voiceOf({ cadenceId: row.cadence_id, personId: row.person_id });
    const known = lastPlan.get(slot);
    const isPlan = planning.has(row.question_set_id) && !isFurther && row.answered_at > after;
    if (isPlan && (!known || isLaterPlan(row, known))) lastPlan.set(slot, row);
    const isItsLast = (saidBefore.get(row.check_in_id)?.revision ?? 0) < row.revision;
    if (standing.has(slot) && isItsLast) saidBefore.set(row.check_in_id, row);
    if (!measuring.get(row.question_set_id)?.some((key) => row.answers.includes(key))) return;
    const measured = isTold ? told : others;
    if ((measured.get(row.check_in_id)?.revision ?? 0) < row.revision) measured.set(row.check_in_id, row);
  });
  await eachInPieces(lastPlan.values(), (row) => {
    programs.get(row.program_id)?.plans.push(answerOf(row, sets, until, scope));
  });
  await eachInPieces(saidBefore.values(), (row) => {
    programs.get(row.program_id)?.saidBefore.push(answerOf(row, sets, until, scope));
  });
  await eachInPieces([...told.values(), ...others.values()], (row) => {
    const toldAt = toldBy(row, correctedIn);
    programs
      .get(row.program_id)
      ?.measured.push({ ...answerOf(row, sets, until, scope), ...(toldAt !== undefined && { toldAt }) });
  });
}

/** By the program's id: what the corrections of the edition took in that told it last. */
function correctionsOf(
  programs: Iterable<Pick<ProgramFacts, "id" | "key">>,
  toldUntil: (programId: string) => Instant,
  renewals: ReadonlyMap<string, readonly Renewal[]>,
): ReadonlyMap<string, Renewal[]> {
  const corrections = new Map<string, Renewal[]>();
  if (renewals.size === 0) return corrections;
  for (const { id, key } of programs) {
    const its = renewals.get(key)?.filter(({ cutOffAt }) => cutOffAt === toldUntil(id)) ?? [];
    if (its.length > 0) corrections.set(id, its);
  }
  return corrections;
}

/** The cut-off of the digest whose correction told this answer. */
function toldBy(
  { program_id: programId, opens_at: askedAt, answered_at: recordedAt }: AnswerRow,
  corrections: ReadonlyMap<string, readonly Renewal[]>,
): Instant | undefined {
  return corrections.get(programId)?.find((one) => isTakenIn({ askedAt, recordedAt }, one))?.cutOffAt;
}

function isLaterPlan(one: AnswerRow, other: AnswerRow): boolean {
  return one.key === other.key ? one.answered_at > other.answered_at : one.key > other.key;
}

/** Those that were asked in the period, and nobody answered in its rounds; and those whose round of it is still to come. */
function silentIn({ cadences, rounds }: ProgramFacts, isRunning: boolean): CadenceFacts[] {
  const byCadence = Map.groupBy(rounds, (round) => round.cadenceId);
  const mayCome = ({ isActive, asksHealth }: CadenceFacts) => isRunning && isActive && asksHealth;
  return cadences.filter(
    (cadence) => byCadence.get(cadence.id)?.every((round) => round.answered === round.toldBefore) ?? mayCome(cadence),
  );
}

/** When somebody last answered the cadences that nobody did in the period, or all where nothing is told, and with what. */
export async function readSilence(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  sets: QuestionSets,
  { toldUntil, isRunning }: { toldUntil: Instant; isRunning: boolean },
): Promise<void> {
  const silent = new Map<string, CadenceFacts>();
  const isNothingTold = [...programs.values()].every(({ answers }) => answers.length === 0);
  for (const program of programs.values())
    for (const cadence of isNothingTold ? program.cadences : silentIn(program, isRunning))
      silent.set(cadence.id, cadence);
  if (silent.size === 0) return;
  for (const row of await listLastAnswers(db, scope, [...silent.keys()])) {
    const cadence = silent.get(row.cadence_id);
    if (!cadence || (cadence.lastAnsweredAt ?? "") > row.answered_at) continue;
    cadence.lastAnsweredAt = row.answered_at;
    if (row.removed_at === null) cadence.lastAnswer = answerOf(row, sets, toldUntil, scope);
  }
}

function answerOf(row: AnswerRow, sets: QuestionSets, toldUntil: Instant, scope: Scope): AnswerFacts {
  const { locale } = scope;
  const questions = sets.get(row.question_set_id) ?? [];
  // Nothing to report may name the plan that stands, which was told when it was made.
  const given = row.nothing_to_report === 1 ? {} : answersSchema.parse(JSON.parse(row.answers));
  const decided = decidedIn(row.decided ?? null);
  const refused = refusedIn(questions, given, decided);
  const all = saidIn(questions, given, decided, {
    today: localDateOf(row.answered_at, row.zone),
  });
  const isHidden = scope.restrictedIds?.has(row.cadence_id) === true;
  const isBelow = scope.ownProgramIds?.has(row.program_id) === true;
  const unsaid = isBelow || isHidden ? null : unsaidOf(row, scope);
  // A text is known by all of its words: the whole of it is looked at first.
  const up = unsaid === null ? given : withoutHeld(questions, given, decided, unsaid);
  const answers = isHidden ? withoutWords(questions, given) : withoutOnlyLead(up, all);
  const isWaiting =
    unsaid === "none" && JSON.stringify(up) !== JSON.stringify(withoutHeld(questions, given, decided, "plain"));
  const said = isHidden ? [] : all.filter(({ onlyLead }) => !onlyLead);
  const told = row.told_answers ? answersSchema.parse(JSON.parse(row.told_answers)) : undefined;
  return {
    checkInId: row.check_in_id,
    revision: row.revision,
    cadenceId: row.cadence_id,
    roundId: row.round_id,
    roundKey: row.key,
    roundPeriod: row.period,
    personId: row.person_id,
    author: authorOf(row, { locale }),
    ...(row.delegate !== null && { isDelegated: true as const }),
    zone: row.delegate_zone ?? row.zone,
    answeredAt: row.answered_at,
    isRevised: row.revision > 1 && (row.first_answered_at <= toldUntil || told !== undefined),
    ...(row.first_answers !== null && {
      first: { at: row.first_answered_at, texts: wordsIn(answersSchema.parse(JSON.parse(row.first_answers))) },
    }),
    ...(told && { told }),
    nothingToReport: row.nothing_to_report === 1,
    ...(answers !== given && !isHidden && { given }),
    ...(isWaiting && { isWaiting }),
    ...(refused.length > 0 && { refused }),
    ...(said.length > 0 && { said }),
    fed: questions.flatMap(({ key, feeds: feed, type, label }) => {
      const value = answers[key];
      if (!feed || value === undefined) return [];
      return [{ feed, key, type, label: { en: textIn(label, "en"), fr: textIn(label, "fr") }, value }];
    }),
  };
}

/** What of its texts is told of which its author has said nothing: those above were told what went with their last digest. */
function unsaidOf({ cadence_id, answered_at: at }: AnswerRow, scope: Scope): Unsaid {
  const { unsaid = "plain", goneUpAt = "", forExecutivesIds } = scope;
  return unsaid === "none" && (at <= goneUpAt || forExecutivesIds?.has(cadence_id)) ? "plain" : unsaid;
}

export function isMeasure({ feeds, type }: Question): boolean {
  return feeds === "metric" && (type === "number" || type === "scale");
}

function saysWhatComes(question: Question): boolean {
  return question.feeds === "next";
}
