/** Blockers and requests that were written and are no items: they stand until their author leaves them out. */
import type { LocalDate } from "../../platform/time.ts";
import type { AnswerFacts } from "../facts/program-facts.ts";
import { answerSource, type Basis, linesOf, normalise } from "./basis.ts";
import type { Line } from "./report.ts";

const FEEDS = { blocked: "blocker", request: "request" } as const;
type WordsKind = keyof typeof FEEDS;

/** Those that stand open, by each author, and those of the report before that have ended. */
export function wordLines(basis: Basis, kind: WordsKind): Line[] {
  const before = basis.previous?.lines.filter((line) => line.kind === kind && line.itemId === undefined) ?? [];
  const answers = basis.facts.answers.filter(({ fields }) => fields.some(({ feeds }) => feeds === FEEDS[kind]));
  const byAuthor = Map.groupBy(answers, ({ personId }) => personId);
  const written = [...byAuthor.values()].flatMap((theirs) => writtenBy(basis, kind, theirs, before));
  const words = new Set(written.map(({ text }) => normalise(text)));
  const others = before.filter(({ text }) => !words.has(normalise(text)));
  return [...written, ...others.map((line) => notWritten(basis, line, byAuthor.get(line.by ?? "")?.at(-1)))];
}

/** What the last answer of an author holds, each since the first answer in a row with these words. */
function writtenBy(basis: Basis, kind: WordsKind, answers: readonly AnswerFacts[], before: readonly Line[]): Line[] {
  const since = new Map<string, LocalDate | null>(before.map((line) => [normalise(line.text), line.since]));
  for (const answer of answers) {
    const words = new Set(linesOf(answer, FEEDS[kind]).map(normalise));
    for (const old of since.keys()) if (!words.has(old)) since.delete(old);
    for (const text of words) if (!since.has(text)) since.set(text, basis.dayOf(answer.answeredAt));
  }
  const last = answers.at(-1);
  if (last === undefined) return [];
  return linesOf(last, FEEDS[kind]).map((text) => ({
    kind,
    text,
    by: last.personId,
    since: since.get(normalise(text)) ?? null,
    writtenOn: basis.dayOf(last.answeredAt),
    ...(last.isLate && { isLate: true as const }),
    sources: [answerSource(last)],
  }));
}

/** Words of the report before that nobody wrote again; `answer`: the last of their author in that field. */
function notWritten(basis: Basis, { isLate, ...line }: Line, answer: AnswerFacts | undefined): Line {
  const { noWordSince, writtenOn, since, ...words } = line;
  if (answer !== undefined)
    return {
      ...words,
      kind: "ended",
      since: null,
      ending: "left-out",
      on: basis.dayOf(answer.answeredAt),
      sources: [answerSource(answer)],
    };
  const lastWordOn = writtenOn ?? since ?? basis.today;
  if (lastWordOn <= basis.silentUntil)
    return { ...words, kind: "ended", since: null, ending: "no-word", noWordSince: lastWordOn, on: basis.today };
  return lastWordOn > basis.confirmedFrom ? line : { ...line, noWordSince: lastWordOn };
}
