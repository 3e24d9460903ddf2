/** What answers ask, and which asks of the register those are. Pure. */
import { daysBetween, localDateOf } from "../../platform/time.ts";
import { saysNothing } from "../../register/drafts/rules-nothing.ts";
import type { LineOf } from "../document.ts";
import { atLeastOne } from "../sections/fields.ts";
import type { AskFacts, ProgramFacts } from "./facts.ts";
import { checkInSource, type Head, isLong, quoteOf } from "./rules-answers.ts";
import { lastOfEachPerson, textsOf, writtenIn } from "./rules-written.ts";

/** With the key of its question. */
interface Answered {
  line: LineOf<"ask">;
  question: string;
}

/** Of each ask that answers ask the line of the last of them; `others`: what is asked in words that the record has not. */
export function asksInAnswers(
  head: Head,
  program: ProgramFacts,
): { newest: Map<AskFacts, LineOf<"ask">>; others: LineOf<"ask">[] } {
  const answered = new Set(answeredAsks(head, program));
  const inAnswers = new Map<AskFacts, LineOf<"ask">>();
  for (const ask of program.asks) {
    const its = [...answered].filter((one) => asksIt(ask, one));
    // Asked again, it is told once, in its newest words.
    const newest = its.at(-1);
    if (newest) inAnswers.set(ask, newest.line);
    for (const one of its) answered.delete(one);
  }
  return { newest: inAnswers, others: [...answered].map(({ line }) => line) };
}

/**
 * A check-in's ask, with the date by which it is needed where a question of type date feeds ask too. A longer digest has
 * those of each person's last check-in: what was asked months ago and no more has had its digest, and its answer.
 */
function answeredAsks(head: Head, program: ProgramFacts): Answered[] {
  const today = localDateOf(head.cutOffAt, head.reader.zone);
  const asking = isLong(head)
    ? lastOfEachPerson(program.answers.filter((answer) => !answer.told || writtenIn(answer, "ask").length > 0))
    : program.answers;
  return asking.flatMap((answer) => {
    const texts = writtenIn(answer, "ask").filter(({ text }) => !saysNothing(text, "ask"));
    if (texts.length === 0) return [];
    const neededBy = textsOf(answer, "ask", ["date"]).toSorted()[0] ?? null;
    const askedOn = localDateOf(answer.answeredAt, head.reader.zone);
    return texts.map(({ text, key: question }) => ({
      question,
      line: {
        kind: "ask" as const,
        program: program.title,
        quote: quoteOf(head, program, answer, text, { isWhole: true }),
        askedOn,
        daysAgo: daysBetween(askedOn, today),
        neededBy,
        isOverdue: neededBy !== null && neededBy < today,
        sources: atLeastOne([checkInSource(answer)]),
      },
    }));
  });
}

function asksIt(ask: AskFacts, { line, question }: Answered): boolean {
  const [{ id }] = line.sources;
  const isNamed = ask.namedIn.some((one) => one.checkInId === id && (one.question ?? question) === question);
  return isNamed || (id === ask.checkInId && isText(ask, line.quote.text));
}

function isText({ title, description }: AskFacts, text: string): boolean {
  return description === text || (description === "" && title === text.trim());
}
