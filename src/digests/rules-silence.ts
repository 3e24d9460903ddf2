/** What is told of check-ins and programs from which nothing came. Pure. */
import { sentencesOf } from "../check-ins/rules-sentences.ts";
import { type LastColour, lastColourOf } from "../health/rules-standing.ts";
import { markdownAsText } from "../platform/texts/markdown.ts";
import { localDateOf } from "../platform/time.ts";
import { atLeastOne, type LineOf, type Quote, type Source } from "./document.ts";
import type { CadenceFacts, ProgramFacts } from "./facts.ts";
import { byKey, checkInSource, type Head, quoteOf, roundSource, textsIn } from "./rules-answers.ts";
import { saysDone } from "./rules-done.ts";
import type { ProgramHealth } from "./rules-health.ts";
import { withoutSentences } from "./rules-pieces.ts";

/**
 * One line per silent cadence that goes on: it had rounds in the period, people were asked, and none of them answered. Not
 * where the digest tells an answer to a check-in that goes by the same words, early or late: one would belie the other.
 */
export function silentLines(head: Head, program: ProgramFacts, health: ProgramHealth): LineOf<"silent">[] {
  const wordsOf = ({ title, every }: CadenceFacts) => title ?? every;
  const told = new Set(program.answers.map(({ cadenceId }) => cadenceId));
  const answered = new Set(program.cadences.filter(({ id }) => told.has(id)).map(wordsOf));
  const lines = program.cadences.flatMap((cadence): LineOf<"silent">[] => {
    const rounds = program.rounds.filter((round) => round.cadenceId === cadence.id);
    // Whoever answered what the digest before told, and was asked nothing since, is not silent.
    const isOpen = rounds.some((round) => round.asked > round.answered);
    if (!cadence.isActive || !isOpen || rounds.some((round) => round.answered > round.toldBefore)) return [];
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
        sources: atLeastOne([...byKey(rounds).map(roundSource), ...(done ? [done.source] : [])]),
      },
    ];
  });
  const first = lines.findIndex(({ grey }) => grey);
  const last = lastToTell(head, health);
  return last === null
    ? lines
    : lines.map((line, place) =>
        place === first
          ? {
              ...line,
              last: last.said,
              ...beforeLast(head, health),
              sources: atLeastOne([...line.sources, ...saidLast(last, health).map(checkInSource)]),
            }
          : line,
      );
}

/** What the last answer to it says where that is that the program is done: in each digest until it is closed. */
function lastWordsIfDone(
  head: Head,
  program: ProgramFacts,
  { lastAnswer: last }: CadenceFacts,
): { words: Quote; source: Source } | null {
  if (!last) return null;
  const isElse = (sentence: string) => !saysDone(sentence);
  const said = textsIn(last)
    .flatMap((text) => withoutSentences(markdownAsText(text, "quote"), sentencesOf, isElse) ?? [])
    .find(({ text }) => text !== "");
  if (!said) return null;
  // The line says when.
  const { period: _, ...quote } = quoteOf(head, program, last, said.text);
  return { words: { ...quote, latePeriod: null, isShortened: true }, source: checkInSource(last) };
}

/**
 * That it has no colour, where no silent check-in says so: the last of several rounds went by, what is told came too late to
 * stand, or nobody was asked, for whoever answers was away.
 */
export function noUpdateLines(
  head: Head,
  program: ProgramFacts,
  health: ProgramHealth,
  silent: readonly LineOf<"silent">[],
): LineOf<"no-update">[] {
  if (health.colour !== "grey" || silent.some(({ grey }) => grey)) return [];
  const last = lastToTell(head, health);
  const rounds = program.cadences.flatMap(({ id, asksHealth }) =>
    asksHealth ? byKey(program.rounds.filter(({ cadenceId }) => cadenceId === id)).slice(-1) : [],
  );
  const unanswered = rounds.filter(({ answered }) => answered === 0).map(roundSource);
  const sources = [...(last ? saidLast(last, health) : []).map(checkInSource), ...unanswered];
  if (sources.length === 0) return [];
  const wereAway = rounds.length > 0 && rounds.every(({ asked, away }) => asked === 0 && away > 0);
  return [
    {
      kind: "no-update",
      program: program.title,
      ...(wereAway && { wereAway }),
      ...(last && { last: last.said, ...beforeLast(head, health) }),
      sources: atLeastOne(sources),
    },
  ];
}

/** A worse one that it had not long before. */
function beforeLast({ reader: { zone } }: Head, { worse }: ProgramHealth): Pick<LineOf<"no-update">, "between"> {
  if (!worse) return {};
  const { colour, from, until } = worse;
  return { between: { colour, from: localDateOf(from, zone), until: localDateOf(until, zone) } };
}

function saidLast({ givenBy }: Pick<ProgramHealth, "givenBy">, { worse }: ProgramHealth): ProgramHealth["givenBy"] {
  return [...givenBy, ...(worse?.givenBy ?? [])];
}

/**
 * What was said last of a program that has no colour: a green only where no digest of this rhythm has told it, or a worse one
 * is told beside it.
 */
export function lastToTell(
  { reader, fromAt }: Pick<Head, "reader" | "fromAt">,
  { last, worse }: Pick<ProgramHealth, "last" | "worse">,
): { said: LastColour; isNew: boolean; givenBy: ProgramHealth["givenBy"] } | null {
  if (!last) return null;
  const { colour, givenBy } = last;
  const isNew = givenBy.some(({ answeredAt }) => answeredAt > fromAt);
  return colour === "green" && !isNew && !worse ? null : { said: lastColourOf(last, reader.zone), isNew, givenBy };
}
