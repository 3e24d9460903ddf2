/** What authors said that sentences of theirs mean, and where they ask for the reader's presence. Pure. */
import { localDateOf } from "../../platform/time.ts";
import { saysYou } from "../../register/drafts/rules-asking.ts";
import { recognised } from "../../register/drafts/rules-recognised.ts";
import type { LineOf } from "../document.ts";
import type { AnswerFacts, ProgramFacts } from "./facts.ts";
import { addressed, checkInSource, type Head, quoteOf } from "./rules-answers.ts";
import { contentsOf } from "./rules-written.ts";

type ByAuthor = LineOf<"by-author">;
type Told = Pick<ByAuthor, "means" | "isSaid" | "on"> & { sentence: string };

const TOLD: readonly string[] = ["presence", "finished", "no-progress"] satisfies ByAuthor["means"][];

/**
 * Of a digest for those above: each once, and no presence on a day that is over, nor where the record asks somebody for it:
 * that has a message of its own, which says what came of it.
 */
export function byAuthorLines(head: Head, program: ProgramFacts): ByAuthor[] {
  if (head.rhythm === "weekly") return [];
  const today = localDateOf(head.cutOffAt, head.reader.zone);
  const known = new Set<string>();
  const heads = new Set([...program.leads, ...program.deputies]);
  const writesUp = ({ personId }: AnswerFacts) => heads.has(personId);
  return program.answers.flatMap((answer) =>
    [...saidIn(answer), ...(writesUp(answer) ? presenceAskedIn(answer) : [])]
      .filter(({ on }) => on === undefined || (on >= today && !program.appearancesOn.includes(on)))
      .flatMap(({ sentence, ...told }): ByAuthor[] => {
        // Of somebody else it is not asked here.
        if (
          known.has(sentence) ||
          answer.refused?.includes(sentence) ||
          addressed(head, program, answer, sentence).to !== undefined
        )
          return [];
        known.add(sentence);
        return [
          {
            kind: "by-author",
            program: program.title,
            ...told,
            quote: quoteOf(head, program, answer, sentence),
            sources: [checkInSource(answer)],
          },
        ];
      }),
  );
}

function saidIn({ said = [] }: AnswerFacts): Told[] {
  return said.flatMap(({ is, sentence, date }): Told[] =>
    isTold(is)
      ? [{ means: is, isSaid: true, sentence, ...(is === "presence" && date !== undefined && { on: date }) }]
      : [],
  );
}

/** In what comes next, where whoever leads writes to those above. */
function presenceAskedIn(answer: AnswerFacts): Told[] {
  const today = localDateOf(answer.answeredAt, answer.zone);
  return contentsOf(answer, "next").flatMap(({ text }) =>
    !saysYou(text)
      ? []
      : recognised(text, { today }).flatMap(({ is, sentence, date }): Told[] =>
          is === "presence" ? [{ means: is, sentence, ...(date !== undefined && { on: date }) }] : [],
        ),
  );
}

function isTold(is: string): is is ByAuthor["means"] {
  return TOLD.includes(is);
}
