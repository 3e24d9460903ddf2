/** The first line: the weightiest fact, with the lead's own words where they are about it, and what needs nothing. Pure. */
import { likenessOf } from "../../register/drafts/rules-likeness.ts";
import type { BottomLine, DigestDocument, LineOf } from "../document.ts";
import { atLeastOne, type Sources } from "../sections/fields.ts";
import type { DigestFacts } from "./facts.ts";
import { type Fact, weightiestFact } from "./rules-headline.ts";
import type { ProgramSummary } from "./rules-program.ts";
import { calmOf, noRequestBeside, reassurance, restOf } from "./rules-reassurance.ts";
import { isAboutRequests } from "./rules-told.ts";

/** What a lead's own line may stand above where theirs is the only program: it speaks for the whole, and nothing is against it. */
const LIGHT: readonly Fact["kind"][] = ["decided", "number", "recovered", "value", "silent"];

/** What is told first though nobody answered. */
const BEFORE_SILENCE: readonly (Fact["kind"] | undefined)[] = [
  "unanswered",
  "overdue-ask",
  "ask",
  "red",
  "was-red",
  "closed",
];

export interface Opening {
  bottomLine: BottomLine;
  rest?: DigestDocument["rest"];
  noRequest?: DigestDocument["noRequest"];
  /** Each lead's own line but the one that is the bottom line. */
  ownLines: LineOf<"own-line">[];
}

export function openingOf(
  facts: DigestFacts,
  summaries: readonly ProgramSummary[],
  silence: { since: string | null } | null,
  behind: Sources,
): Opening {
  const fact = weightiestFact(facts, summaries);
  if (silence && !BEFORE_SILENCE.includes(fact?.kind))
    return { bottomLine: { case: "silence", since: silence.since, sources: behind }, ownLines: [] };
  const calm = summaries.flatMap((summary) => calmOf(summary, facts) ?? []);
  const bottomLine = fact ? toldAs(fact, summaries) : reassurance(facts, summaries, calm, behind);
  const isSaid = bottomLine.case === "nothing-needed" && bottomLine.quote === null;
  const rest = isSaid ? undefined : restOf(facts, summaries, calm, namedIn(fact));
  const isToldOf = rest?.of === "all" || isAboutRequests(bottomLine, summaries.length);
  const noRequest = isToldOf ? undefined : noRequestBeside(facts, summaries);
  return {
    bottomLine,
    ...(rest && { rest }),
    ...(noRequest && { noRequest }),
    ownLines: ownLines(facts, summaries, bottomLine),
  };
}

function toldAs(fact: Fact, summaries: readonly ProgramSummary[]): BottomLine {
  const [{ program, bottomLine: own }] = fact.programs;
  const isQuoted =
    own !== null &&
    own.quote.saidOn === undefined &&
    own.quote.to === undefined &&
    (isAbout(own, fact) || (summaries.length === 1 && LIGHT.includes(fact.kind)));
  return {
    ...fact.told,
    program: program.title,
    quote: isQuoted ? own.quote : null,
    ...(fact.since !== null && { since: fact.since }),
    sources: atLeastOne([...fact.sources, ...(isQuoted ? [own.source] : [])]),
  };
}

/** Their answer gave the fact, and says it in these words where it may hold others. */
function isAbout({ source, quote }: NonNullable<ProgramSummary["bottomLine"]>, { givenIn, wording }: Fact): boolean {
  return (
    givenIn.includes(source.id) &&
    (wording === undefined || wording.some((words) => likenessOf(words, quote.text) !== "other"))
  );
}

/** Of several that ask, only the first is named. */
function namedIn(fact: Fact | null): readonly ProgramSummary[] {
  if (!fact) return [];
  return fact.kind === "silent" ? fact.programs : fact.programs.slice(0, 1);
}

/** A year is told by its own questions. */
function ownLines(
  { rhythm }: DigestFacts,
  summaries: readonly ProgramSummary[],
  bottomLine: BottomLine,
): LineOf<"own-line">[] {
  if (rhythm === "annual") return [];
  const quoted = "quote" in bottomLine ? bottomLine.quote : null;
  return summaries.flatMap(({ program, bottomLine: own, otherLines }) =>
    [...(own && own.quote !== quoted ? [own] : []), ...otherLines].map(({ quote, source }) => ({
      kind: "own-line",
      program: program.title,
      quote,
      sources: [source],
    })),
  );
}
