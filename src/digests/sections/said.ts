/** What people said under one heading, each time in their words, and the sections that are made of it alone. */
import { z } from "zod";
import { textsFor } from "../../platform/texts/language.ts";
import { said } from "../compile/rules-answers.ts";
import type { LineOf } from "../document.ts";
import { programLine, quoteSchema } from "./fields.ts";
import { about, defineLine, inTurn, isAnyShortened, moreAnswers } from "./line.ts";
import { defineSection, type Rule, type Told } from "./section.ts";

const saidSchema = programLine("said", {
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

export const saidLine = defineLine(
  saidSchema,
  ({ reader }, { program, feed, quotes, more }) => ({
    label: isNamed(feed) ? about(program, [textsFor({ en, fr }, reader)[feed]]) : [{ text: program, bold: true }],
    quotes: inTurn(reader, quotes),
    remark: moreAnswers(reader, more),
    isShortened: isAnyShortened(quotes),
  }),
  ({ reader }, { feed, quotes }) => {
    const [quote = null] = inTurn(reader, quotes, isNamed(feed) ? textsFor({ en, fr }, reader)[feed] : null);
    return { mark: "", facts: [], quote };
  },
);

/** What stands among others says what it is. */
function isNamed(feed: z.infer<typeof saidSchema>["feed"]): feed is keyof typeof en {
  return feed === "milestone" || feed === "blocker" || feed === "risk";
}

export const objectives = defineSection("objectives", { en: "Objectives", fr: "Objectifs" }, saidAs("objective"));

export const value = defineSection(
  "value",
  { en: "Value delivered", fr: "Valeur livrée" },
  { ...saidAs("value"), isOfAll: true },
);

export const course = defineSection(
  "course",
  ({ rhythm }) => {
    if (rhythm === "quarterly") return { en: "Continue, change, stop", fr: "Poursuivre, modifier, arrêter" };
    return rhythm === "annual"
      ? { en: "Decided for the year", fr: "Décidé pour l’année" }
      : { en: "Decisions", fr: "Décisions" };
  },
  { linesOf: decisionsSaid, isOfAll: true },
);

export const lessons = defineSection("lessons", { en: "What we learned", fr: "Enseignements" }, saidAs("lesson"));

export const capacity = defineSection(
  "capacity",
  { en: "Capacity and budget", fr: "Capacité et budget" },
  saidAs("capacity"),
);

export const next = defineSection(
  "next",
  ({ rhythm }) => {
    if (rhythm === "quarterly") return { en: "Next quarter", fr: "Le trimestre à venir" };
    return rhythm === "annual"
      ? { en: "The year ahead", fr: "L’année à venir" }
      : { en: "Next", fr: "Prochaines étapes" };
  },
  saidAs("next"),
);

function saidAs(feed: LineOf<"said">["feed"]): Rule {
  return { linesOf: ({ head, quoted }) => said(head, quoted, feed) };
}

/** What the year decided is not what a review of a quarter recommended. */
function decisionsSaid({ head, quoted }: Told): LineOf<"said">[] {
  const annual = new Set(quoted.cadences.filter(({ every }) => every === "year").map(({ id }) => id));
  const isMeant = ({ cadenceId }: { cadenceId: string }) => head.rhythm !== "annual" || annual.has(cadenceId);
  return said(head, { ...quoted, answers: quoted.answers.filter(isMeant) }, "decision");
}

/** What stands under "Changed" or "Needs attention" says what it is. */
const en = { milestone: "milestone", blocker: "blocker", risk: "risk" };

const fr: typeof en = { milestone: "jalon", blocker: "blocage", risk: "risque" };
