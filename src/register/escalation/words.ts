/** How a step up or down is said in the history of an item. */
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { EscalationStep } from "./facts.ts";
import { escalationTexts } from "./texts.ts";

/** What the history says of a step, beside that it was one. */
export function stepLine(
  reader: Reader,
  { level, to, because, term }: EscalationStep,
  nameOf: (personId: string) => string,
): string {
  const { history, level: levels } = textsFor(escalationTexts, reader);
  return [
    history.to(nameOf(to), levels[level]),
    history.because[because],
    ...(term === null ? [] : [history.term(term.acknowledge, term.resolve)]),
  ].join(" · ");
}
