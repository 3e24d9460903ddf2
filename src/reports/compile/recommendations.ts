/** What whoever leads recommends at the end of a quarter, and whether they expect its objectives to be reached. Pure. */
import type { AnswerFacts } from "../facts/program-facts.ts";
import { answerSource, type Basis } from "./basis.ts";
import type { Line } from "./report.ts";

/** The last recommendation, and of each objective the last outlook beside that of the report before. */
export function recommendationLines(basis: Basis): Line[] {
  const newestFirst = basis.facts.answers.filter(({ isOfLead }) => isOfLead).toReversed();
  const answers = [...newestFirst.filter(({ isLate }) => !isLate), ...newestFirst.filter(({ isLate }) => isLate)];
  const recommending = answers.find(({ recommendation }) => recommendation);
  return [...(recommending ? [recommendationLine(recommending)] : []), ...outlookLines(basis, answers)];
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

function outlookLines({ previous }: Basis, answers: readonly AnswerFacts[]): Line[] {
  const before = new Map(previous?.lines.map(({ kind, itemId, outlook }) => [`${kind} ${itemId}`, outlook]));
  const lines = new Map<string, Line>();
  for (const answer of answers)
    for (const { itemId, title, outlook } of answer.outlook ?? []) {
      if (lines.has(itemId)) continue;
      const was = before.get(`outlook ${itemId}`);
      lines.set(itemId, {
        kind: "outlook",
        text: title,
        type: "objective",
        itemId,
        outlook,
        ...(was !== undefined && { was: { outlook: was } }),
        ...givenIn(answer),
      });
    }
  return [...lines.values()];
}

function givenIn(answer: AnswerFacts): Pick<Line, "by" | "since" | "isLate" | "sources"> {
  return {
    by: answer.personId,
    since: null,
    ...(answer.isLate && { isLate: true as const }),
    sources: [answerSource(answer)],
  };
}
