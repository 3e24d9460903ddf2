/** What people said under one heading, each time in their words, and the sections that are made of it alone. */
import { z } from "zod";
import { textsFor } from "../../platform/texts/language.ts";
import { lineSchema, quoteSchema, title } from "./fields.ts";
import { about, defineLine, inTurn, isAnyShortened, moreAnswers } from "./line.ts";
import { defineSection } from "./section.ts";

const saidSchema = lineSchema("said", {
  program: title,
  feed: z.enum([
    "milestone",
    "decision",
    "blocker",
    "risk",
    "value",
    "next",
    "objective",
    "lesson",
    "capacity",
    "dependency",
  ]),
  quotes: z.array(quoteSchema),
  /** Further answers that only the sources show. */
  more: z.number(),
});

export const said = defineLine(saidSchema, ({ reader }, { program, feed, quotes, more }) => ({
  label:
    feed === "milestone" || feed === "blocker" || feed === "risk"
      ? about(program, [textsFor({ en, fr }, reader)[feed]])
      : [{ text: program, bold: true }],
  quotes: inTurn(reader, quotes),
  remark: moreAnswers(reader, more),
  isShortened: isAnyShortened(quotes),
}));

export const objectives = defineSection("objectives", { en: "Objectives", fr: "Objectifs" });

export const value = defineSection("value", { en: "Value delivered", fr: "Valeur livrée" });

export const course = defineSection("course", ({ rhythm }) => {
  if (rhythm === "quarterly") return { en: "Continue, change, stop", fr: "Poursuivre, modifier, arrêter" };
  return rhythm === "annual"
    ? { en: "Decided for the year", fr: "Décidé pour l’année" }
    : { en: "Decisions", fr: "Décisions" };
});

export const lessons = defineSection("lessons", { en: "What we learned", fr: "Enseignements" });

export const capacity = defineSection("capacity", { en: "Capacity and budget", fr: "Capacité et budget" });

export const next = defineSection("next", ({ rhythm }) => {
  if (rhythm === "quarterly") return { en: "Next quarter", fr: "Le trimestre à venir" };
  return rhythm === "annual"
    ? { en: "The year ahead", fr: "L’année à venir" }
    : { en: "Next", fr: "Prochaines étapes" };
});

/** What stands under "Changed" or "Needs attention" says what it is. */
const en = { milestone: "milestone", blocker: "blocker", risk: "risk" };

const fr: typeof en = { milestone: "jalon", blocker: "blocage", risk: "risque" };
