/** What the leads say in one line of their own. */
import { asQuote } from "../compile/rules-shortening.ts";
import { programLine, quoteSchema } from "./fields.ts";
import { defineLine, shown } from "./line.ts";
import { defineSection } from "./section.ts";

export const ownLine = defineLine(
  /** A program's lead in one line of their own. */
  programLine("own-line", { quote: quoteSchema }),
  ({ reader }, line) => ({
    label: [{ text: line.program, bold: true }],
    quotes: [shown(reader, line.quote, { form: "own-line" })],
    isShortened: asQuote(line.quote.text, Number.POSITIVE_INFINITY).isShortened,
  }),
);

export const leads = defineSection("leads", { en: "In the leads’ own words", fr: "Le mot des responsables" });
