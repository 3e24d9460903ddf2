/** What whoever leads recommends at the end of a quarter, and whether they expect its objectives to be reached. Pure. */
import type { AnswerFacts } from "../facts/program-facts.ts";
import { answerSource, type Basis, normalise } from "./basis.ts";
import type { Line, Report } from "./report.ts";

/** What is recommended, and of each objective the outlook beside that of the report before: of whoever's word goes first. */
export function recommendationLines(basis: Basis): Line[] {
  const answers = byPrecedence(basis.facts.answers);
  const recommending = answers.find(({ recommendation }) => recommendation);
  const recommended = recommending ? [{ answer: recommending, line: recommendationLine(recommending) }] : [];
  return [...recommended, ...outlookLines(basis, answers)].flatMap(({ answer, line }) =>
    isNew(basis.previous, answer, line) ? [line] : [],
  );
}

/** What is of the period before what came late for another, in each a lead's word before a deputy's, and of several the last. */
function byPrecedence(answers: readonly AnswerFacts[]): AnswerFacts[] {
  const rank = ({ isLate, isOfDeputy }: AnswerFacts) => (isLate ? 2 : 0) + (isOfDeputy ? 1 : 0);
  return answers
    .filter(({ isOfLead }) => isOfLead)
    .toReversed()
    .toSorted((one, other) => rank(one) - rank(other));
}

/**
 * Unless the report before has it from the same check-in, which was saved again since, or has that quarter's from whoever's word
 * goes before a deputy's.
 */
function isNew(previous: Report | null, { checkInId, isLate, isOfDeputy, period }: AnswerFacts, line: Line): boolean {
  if (!isLate) return true;
  const before = previous?.lines.find(({ kind, itemId }) => kind === line.kind && itemId === line.itemId);
  if (before === undefined) return true;
  if (!before.sources.some((source) => source.kind === "check-in" && source.id === checkInId))
    return !(isOfDeputy && previous?.period.label === period);
  return (
    before.recommend !== line.recommend ||
    before.until !== line.until ||
    before.outlook !== line.outlook ||
    // An objective has got another title by nobody's answer.
    (line.kind === "recommended" && normalise(before.text) !== normalise(line.text))
  );
}

function recommendationLine(answer: AnswerFacts): Line {
  const { recommend, reason = "", until } = answer.recommendation ?? {};
  return {
    kind: "recommended",
    text: reason.trim(),
    ...(recommend && { recommend }),
    ...(until !== undefined && { until }),
    ...givenIn(answer),
  };
}

interface Given {
  answer: AnswerFacts;
  line: Line;
}

function outlookLines({ previous }: Basis, answers: readonly AnswerFacts[]): Given[] {
  const before = new Map(previous?.lines.map(({ kind, itemId, outlook }) => [`${kind} ${itemId}`, outlook]));
  const lines = new Map<string, Given>();
  for (const answer of answers)
    for (const { itemId, title, outlook } of answer.outlook ?? []) {
      if (lines.has(itemId)) continue;
      const was = before.get(`outlook ${itemId}`);
      const line: Line = {
        kind: "outlook",
        text: title,
        type: "objective",
        itemId,
        outlook,
        ...(was !== undefined && { was: { outlook: was } }),
        ...givenIn(answer),
      };
      lines.set(itemId, { answer, line });
    }
  return [...lines.values()];
}

function givenIn(answer: AnswerFacts): Pick<Line, "by" | "since" | "isLate" | "about" | "sources"> {
  return {
    by: answer.personId,
    since: null,
    ...(answer.isLate && { isLate: true as const, about: answer.period }),
    sources: [answerSource(answer)],
  };
}
