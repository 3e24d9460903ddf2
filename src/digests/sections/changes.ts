/** What changed, and what needs attention: lines of several subjects stand under each. */
import { z } from "zod";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { closedOn, reopenedOn } from "../../programs/closings/texts.ts";
import { date, inRegister, programLine } from "./fields.ts";
import { about, defineLine } from "./line.ts";
import { defineSection } from "./section.ts";

/** Of the register, in a longer digest: what answers no ask. */
const decisionSchema = programLine("decision", { ...inRegister, decidedOn: date });
export const decision = defineLine(decisionSchema, ({ reader }, line) => ({
  label: about(line.program, [textsFor({ en, fr }, reader).decision(reader, line)], "✔ "),
}));

export const closed = defineLine(
  programLine("closed", { on: date, by: z.string().nullable() }),
  ({ reader }, line) => ({ label: about(line.program, [closedOn(reader, line)]) }),
);

export const reopened = defineLine(programLine("reopened", { closedOn: date, on: date }), ({ reader }, line) => ({
  label: about(line.program, [reopenedOn(reader, line)]),
}));

export const changed = defineSection("changed", { en: "What changed", fr: "Ce qui a changé" });

export const attention = defineSection("attention", { en: "Needs attention", fr: "Points d’attention" });

const en = {
  decision: (reader: Reader, { code, title, decidedOn }: z.infer<typeof decisionSchema>) =>
    `decided on ${shortDate(reader, decidedOn)} · ${code} ${title}`,
};

const fr: typeof en = {
  decision: (reader, { code, title, decidedOn }) => `décidé le ${shortDate(reader, decidedOn)} · ${code} ${title}`,
};
