/** What is told of check-ins and programs from which nothing came. Pure. */

import { wordsAt } from "../../health/rules-words.ts";
import { type LastColour, lastColourOf } from "../../health/status/rules.ts";
import { remembered } from "../../platform/remembered.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import { later, localDateOf } from "../../platform/time.ts";
import { saysDone } from "../../register/drafts/rules-done.ts";
import type { Line, LineOf } from "../document.ts";
import { toldUntil } from "../holds/rules.ts";
import { isRunning } from "../periods/rules.ts";
import { withoutSentences } from "../render/rules-pieces.ts";
import { atLeastOne, type Quote, type Source } from "../sections/fields.ts";
import type { AnswerFacts, CadenceFacts, DigestFacts, ProgramFacts } from "./facts.ts";
import { asksInNewWords, byKey, checkInSource, type Head, quoteOf, roundSource } from "./rules-answers.ts";
import { colourIn, type ProgramHealth, spellTold } from "./rules-health.ts";
import type { ProgramSummary } from "./rules-program.ts";
import { textsIn } from "./rules-written.ts";

/**
 * One line per silent cadence that goes on: it had rounds in the period, people were asked, and none of them answered. Not
 * where the digest tells an answer to a check-in that goes by the same words, early or late: one would belie the other. One
 * that an earlier digest told and that was corrected since is told where anything of it is quoted in what `beside` gives.
 */
export function silentLines(
  head: Head,
  program: ProgramFacts,
  health: ProgramHealth,
  beside: () => readonly { kind?: Line["kind"]; sources: readonly Source[] }[],
): LineOf<"silent">[] {
  const wordsOf = ({ title, every }: CadenceFacts) => title ?? every;
  const isTold = (answer: AnswerFacts) =>
    answer.told === undefined ||
    beside().some(
      ({ kind, sources }) =>
        sources.some(({ id }) => id === answer.checkInId) && (kind !== "ask" || asksInNewWords(answer)),
    );
  const told = new Set(program.answers.filter(isTold).map(({ cadenceId }) => cadenceId));
  const answered = new Set(program.cadences.filter(({ id }) => told.has(id)).map(wordsOf));
  const before = unansweredBefore(head, program, health);
  const lines = program.cadences.flatMap((cadence): LineOf<"silent">[] => {
    const rounds = program.rounds.filter((round) => round.cadenceId === cadence.id);
    // Whoever answered what the digest before told, and was asked nothing since, is not silent.
    const isOpen = rounds.some((round) => round.asked > round.answered);
    const isBefore = before.includes(cadence);
    if (!cadence.isActive || !(isOpen || isBefore) || rounds.some((round) => round.answered > round.toldBefore))
      return [];
    if (answered.has(wordsOf(cadence))) return [];
    const done = lastWordsIfDone(head, program, cadence);
    return [
      {
        kind: "silent",
        program: program.title,
        every: cadence.every,
        ...(cadence.title !== null && { cadence: cadence.title }),
        grey: health.colour === "grey" && cadence.asksHealth,
        since: cadence.lastAnsweredAt && localDateOf(cadence.lastAnsweredAt, head.reader.zone),
        ...(done && { words: done.words }),
        sources: atLeastOne([
          ...(isBefore ? [programSource(program)] : byKey(rounds).map(roundSource)),
          ...(done ? [done.source] : []),
        ]),
      },
    ];
  });
  const first = lines.findIndex(({ grey }) => grey);
  const last = lastToTell(head, program, health);
  return lines.map((line, place) =>
    place === first
      ? {
          ...line,
          ...(last && { last: last.said }),
          ...beforeLast(head, health),
          sources: atLeastOne([...line.sources, ...saidLast(last, health).map(checkInSource)]),
        }
      : line,
  );
}

/** Of a program without a colour those that ask for one, where that is still to come in a period that is not over: they left a round before it unanswered. */
function unansweredBefore(head: Head, program: ProgramFacts, { colour }: ProgramHealth): CadenceFacts[] {
  if (colour !== "grey" || !isRunning(head)) return [];
  const asking = program.cadences.filter(({ asksHealth }) => asksHealth);
  if (program.rounds.some(({ cadenceId }) => asking.some(({ id }) => id === cadenceId))) return [];
  return asking.filter(({ id, lastAnsweredAt }) =>
    program.asked.some(
      ({ cadenceId, opensAt, isMissed, closed }) =>
        cadenceId === id && !isMissed && !closed && opensAt > (lastAnsweredAt ?? ""),
    ),
  );
}

/** What the last answer to it says where that is that the program is done: in each digest until it is closed. */
function lastWordsIfDone(
  head: Head,
  program: ProgramFacts,
  { lastAnswer: last }: CadenceFacts,
): { words: Quote; source: Source } | null {
  if (!last) return null;
  const said = textsIn(last)
    .flatMap((text) => doneIn(text) ?? [])
    .find(({ text }) => text !== "");
  if (!said) return null;
  // The line says when.
  const { period: _, ...quote } = quoteOf(head, program, last, said.text);
  return { words: { ...quote, isShortened: true }, source: checkInSource(last) };
}

/** Its sentences that say so. */
const doneIn = remembered((text) =>
  withoutSentences(markdownAsText(text, "quote"), sentencesOf, (sentence) => !saysDone(sentence)),
);

/**
 * That it has no colour, where no silent check-in says so: the last of several rounds went by, what is told came too late to
 * stand, nobody was asked, for whoever answers was away, or whoever answered gave none.
 */
export function noUpdateLines(
  head: Head,
  program: ProgramFacts,
  health: ProgramHealth,
  silent: readonly LineOf<"silent">[],
): LineOf<"no-update">[] {
  if (health.colour !== "grey" || silent.some(({ grey }) => grey)) return [];
  const last = lastToTell(head, program, health);
  const rounds = program.cadences.flatMap(({ id, asksHealth }) =>
    asksHealth ? byKey(program.rounds.filter(({ cadenceId }) => cadenceId === id)).slice(-1) : [],
  );
  const unanswered = rounds.filter(({ answered }) => answered === 0).map(roundSource);
  const { why, behind } = unanswered.length > 0 ? { why: null, behind: [] } : whyWithout(head, program);
  const sources = [...saidLast(last, health).map(checkInSource), ...unanswered, ...behind];
  const wereAway = rounds.length > 0 && rounds.every(({ asked, away }) => asked === 0 && away > 0);
  return [
    {
      kind: "no-update",
      program: program.title,
      ...(wereAway && { wereAway }),
      ...(why && { why }),
      ...(last && { last: last.said }),
      ...beforeLast(head, health),
      sources: atLeastOne(sources),
    },
  ];
}

/** By the check-ins that ask for a colour, of which each that the period had was answered. */
function whyWithout(head: Head, program: ProgramFacts): { why: LineOf<"no-update">["why"] | null; behind: Source[] } {
  const { reader, period } = head;
  const { zone } = reader;
  const asking = program.cadences.filter(({ asksHealth }) => asksHealth);
  const isAsking = ({ cadenceId }: { cadenceId: string }) => asking.some(({ id }) => id === cadenceId);
  const answers = program.answers.filter(isAsking);
  const on = lastDay(answers, zone);
  if (on !== null)
    return {
      why: answers.every((answer) => colourIn(answer) === null) ? { is: "no-status", on } : null,
      behind: answers.map(checkInSource),
    };
  const rounds = program.rounds.filter(isAsking);
  if (rounds.length > 0) {
    const before = lastAnswered(asking, zone);
    return { why: before === null ? null : { is: "last-answered", on: before }, behind: rounds.map(roundSource) };
  }
  const wasAsked = program.asked.some(
    ({ opensAt, isMissed }) => !isMissed && localDateOf(opensAt, zone) >= period.from,
  );
  return { why: wasAsked || isRunning(head) ? null : { is: "unasked" }, behind: [programSource(program)] };
}

/** Of a program of which the digest tells nothing else, and nobody is asked for its colour. */
export function noNewsLines({ reader: { zone } }: Head, program: ProgramFacts): LineOf<"no-news">[] {
  const { title, answers, rounds, cadences } = program;
  const line = { kind: "no-news" as const, program: title };
  const on = lastDay(answers, zone);
  if (on !== null) {
    const is = answers.every(({ nothingToReport }) => nothingToReport) ? "nothing-to-report" : "answered";
    return [{ ...line, why: { is, on }, sources: atLeastOne(answers.map(checkInSource)) }];
  }
  if (rounds.length === 0) return [{ ...line, why: { is: "unasked" }, sources: [programSource(program)] }];
  const sources = atLeastOne(byKey(rounds).map(roundSource));
  if (rounds.some(({ answered }) => answered > 0)) {
    const before = lastAnswered(cadences, zone);
    return before === null ? [] : [{ ...line, why: { is: "last-answered", on: before }, sources }];
  }
  const is = rounds.some(({ asked }) => asked > 0) ? "unanswered" : "nobody-asked";
  return [{ ...line, why: { is }, sources }];
}

function lastDay(answers: readonly { answeredAt: string }[], zone: string): string | null {
  const last = answers.reduce((latest, { answeredAt }) => later(latest, answeredAt), "");
  return last === "" ? null : localDateOf(last, zone);
}

function lastAnswered(cadences: readonly CadenceFacts[], zone: string): string | null {
  return lastDay(
    cadences.flatMap(({ lastAnsweredAt }) => (lastAnsweredAt === null ? [] : [{ answeredAt: lastAnsweredAt }])),
    zone,
  );
}

export function programSource({ id }: Pick<ProgramFacts, "id">): Source {
  return { kind: "program", id, revision: 1 };
}

/** A worse one that it had not long before, and what the digest before told, or was said since, until it was corrected. */
function beforeLast(
  { reader: { zone } }: Head,
  { worse, between, reported }: ProgramHealth,
): Pick<LineOf<"no-update">, "between" | "reported"> {
  return {
    ...(worse && { between: spellTold(worse, zone) }),
    ...(between && { between: { ...spellTold(between, zone), isCorrected: true as const } }),
    ...(reported && { reported: spellTold(reported, zone) }),
  };
}

function saidLast(
  last: Pick<ProgramHealth, "givenBy"> | null,
  { worse, between, reported }: ProgramHealth,
): ProgramHealth["givenBy"] {
  return [last, worse, between, reported].flatMap((said) => said?.givenBy ?? []);
}

/**
 * What was said last of a program that has no colour: a green only where no digest of this rhythm has told it, as it was
 * first said or corrected, or a worse one is told beside it.
 */
export function lastToTell(
  head: Pick<Head, "reader" | "fromAt" | "earlierCutOffs">,
  program: Pick<ProgramFacts, "given" | "heldSince">,
  { last, worse }: Pick<ProgramHealth, "last" | "worse">,
): { said: LastColour; isNew: boolean; givenBy: ProgramHealth["givenBy"] } | null {
  if (!last) return null;
  const { colour, givenBy } = last;
  const until = toldUntil(head, program);
  const known = wordsAt(program.given, until);
  const isNew = givenBy.some(
    ({ checkInId, answeredAt }) =>
      answeredAt > until && !known.some((word) => word.checkInId === checkInId && word.colour === colour),
  );
  return colour === "green" && !isNew && !worse ? null : { said: lastColourOf(last, head.reader.zone), isNew, givenBy };
}

/** An answer is told, or came in time for the digest before or in another check-in of its period. */
export function hasReported({ answers, rounds, counted }: ProgramSummary["program"]): boolean {
  return answers.length > 0 || [...rounds, ...counted].some(({ answered }) => answered > 0);
}

/** The programs from which no answer came, of how many that were to give one, and what says so. */
export function silenceAmong(summaries: readonly ProgramSummary[]) {
  const silent = summaries.filter(({ isSilent, program }) => isSilent && !hasReported(program));
  const reported = summaries.filter(({ program }) => hasReported(program));
  const sources = silent.flatMap(({ attention }) =>
    attention.flatMap((line) => (line.kind === "silent" ? line.sources : [])),
  );
  return { silent, of: silent.length + reported.length, sources };
}

/**
 * Nobody answered anything that this digest covers, though somebody was asked, nor a round of its period before; nor gave a
 * colour since the digest before in another check-in by which this reader is told how a program stands.
 */
export function silenceOf(
  { fromAt, reader }: DigestFacts,
  summaries: readonly ProgramSummary[],
): { since: string | null } | null {
  const isHeard = (program: ProgramFacts) =>
    hasReported(program) || program.given.some(({ answeredAt }) => answeredAt > fromAt);
  if (summaries.some(({ program }) => isHeard(program))) return null;
  const last = summaries
    .flatMap(({ program }) => program.cadences.flatMap(({ lastAnsweredAt }) => lastAnsweredAt ?? []))
    .toSorted()
    .at(-1);
  return { since: last === undefined ? null : localDateOf(last, reader.zone) };
}
