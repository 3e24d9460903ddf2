/** What programs owe each other. */
import { z } from "zod";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { said } from "../compile/rules-answers.ts";
import { dependenciesOf } from "../compile/rules-asks.ts";
import { date, inRegister, programLine } from "./fields.ts";
import { about, defineLine } from "./line.ts";
import { defineSection } from "./section.ts";

/** Of the register: what one owes the other. */
const dependencySchema = programLine("dependency", {
  ...inRegister,
  giver: z.string(),
  receiver: z.string(),
  dueOn: date.nullable(),
  isAgreed: z.boolean(),
  isOverdue: z.boolean(),
});

export const dependency = defineLine(dependencySchema, ({ reader }, line) => ({
  label: about(line.program, [textsFor({ en, fr }, reader).dependency(reader, line)]),
}));

export const dependencies = defineSection(
  "dependencies",
  { en: "Dependencies", fr: "Dépendances" },
  {
    linesOf: ({ head, program, quoted }) => [...said(head, quoted, "dependency"), ...dependenciesOf(head, program)],
  },
);

const en = {
  dependency: (reader: Reader, line: z.infer<typeof dependencySchema>) =>
    [
      `${line.code} ${line.title}`,
      `${line.giver} → ${line.receiver}`,
      ...(line.dueOn === null ? [] : [`${line.isOverdue ? "was due" : "due"} ${shortDate(reader, line.dueOn)}`]),
      line.isAgreed ? "agreed" : "not agreed yet",
    ].join(" · "),
};

const fr: typeof en = {
  dependency: (reader, line) =>
    [
      `${line.code} ${line.title}`,
      `${line.giver} → ${line.receiver}`,
      ...(line.dueOn === null
        ? []
        : [`${line.isOverdue ? "attendu depuis le" : "pour le"} ${shortDate(reader, line.dueOn)}`]),
      line.isAgreed ? "validée" : "à valider",
    ].join(" · "),
};
