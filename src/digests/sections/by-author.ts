/** What an author says of the program, by their own word for a sentence of theirs, or in that sentence alone. */
import { z } from "zod";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { date, programLine, quoteSchema } from "./fields.ts";
import { about, defineLine, shown } from "./line.ts";

/** `isSaid`: its author said that it means this; else the sentence stands for itself. `on`: the day for which it asks. */
const byAuthorSchema = programLine("by-author", {
  means: z.enum(["presence", "finished", "no-progress"]),
  isSaid: z.literal(true).optional(),
  on: date.optional(),
  quote: quoteSchema,
});
type ByAuthor = z.infer<typeof byAuthorSchema>;

export const byAuthor = defineLine(
  byAuthorSchema,
  ({ reader }, line) => ({
    label: about(line.program, factsOf(reader, line)),
    quotes: [shown(reader, line.quote)],
  }),
  // The day alone says nothing.
  ({ reader }, line) =>
    line.means === "presence"
      ? { mark: "", facts: [], quote: shown(reader, line.quote, { role: factsOf(reader, line)[0] ?? null }) }
      : { mark: "", facts: factsOf(reader, line), quote: shown(reader, line.quote) },
);

function factsOf(reader: Reader, { means, isSaid, on, quote }: ByAuthor): string[] {
  const texts = textsFor({ en, fr }, reader);
  return [
    ...(on === undefined ? [] : [shortDate(reader, on)]),
    ...(means === "presence" || !isSaid ? [] : [texts[means](quote.author)]),
  ];
}

const en = {
  finished: (author: string) => `finished, says ${author}`,
  "no-progress": (author: string) => `no progress, says ${author}`,
};

const fr: typeof en = {
  finished: (author) => `terminé, selon ${author}`,
  "no-progress": (author) => `pas d’avancée, selon ${author}`,
};
