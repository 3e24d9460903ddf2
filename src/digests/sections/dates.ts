/** Target dates: that they moved, passed, are others, or are not the same for all. */
import { z } from "zod";
import { movedText } from "../../check-ins/milestones/texts.ts";
import { paceSchema } from "../../health/rules-findings.ts";
import { healthTexts } from "../../health/texts.ts";
import type { Words } from "../../platform/slack/blocks.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { date, inBoth, programLine } from "./fields.ts";
import { about, defineLine } from "./line.ts";

/** Whether it was reached, by who was asked once its day had come; absent: nobody has said. */
const outcome = z.enum(["reached", "missed"]).optional();

const movedSchema = programLine("moved-date", {
  label: inBoth,
  /** As the digest before told it. */
  from: date,
  to: date,
  /** The first date ever given, and how often it moved since. */
  original: date,
  moves: z.number(),
  /** The answer that had given the date told before was corrected: how often it moved, does not say this. */
  isCorrected: z.literal(true).optional(),
  /** Put to its owner before, who has given no other date since. */
  pace: paceSchema.optional(),
  /** By now it has passed too. */
  isPast: z.literal(true).optional(),
  outcome,
});

/** A target date that has passed as it stood, in the period, or of which it was said in it whether it was reached. `passed`: the one before, as of a `new-date`. */
const pastSchema = programLine("past-date", {
  label: inBoth,
  date,
  original: date,
  moves: z.number(),
  passed: date.optional(),
  outcome,
});

/** Another target date. `passed`: the one before, whose day had come when this was given, `isReached`: and which was reached. */
const newSchema = programLine("new-date", {
  label: inBoth,
  to: date,
  passed: date.nullable(),
  isReached: z.literal(true).optional(),
  isPast: z.literal(true).optional(),
  outcome,
});

/** What each of those who answered for the same round gave. */
const twoSchema = programLine("two-dates", {
  label: inBoth,
  given: z.array(z.strictObject({ date, author: z.string() })),
});

export const movedDate = defineLine(movedSchema, ({ reader }, line) => ({
  label: ofDate(reader, line, textsIn(reader).movedDate(reader, line)),
}));

export const pastDate = defineLine(pastSchema, ({ reader }, line) => ({
  label: ofDate(reader, line, textsIn(reader).pastDate(reader, line)),
}));

export const newDate = defineLine(newSchema, ({ reader }, line) => ({
  label: ofDate(reader, line, textsIn(reader).newDate(reader, line)),
}));

export const twoDates = defineLine(twoSchema, ({ reader }, line) => ({
  label: ofDate(reader, line, textsIn(reader).twoDates(reader, line)),
}));

function ofDate(
  { locale }: Reader,
  { program, label }: Pick<z.infer<typeof newSchema>, "program" | "label">,
  fact: string,
): Words[] {
  return about(program, [label[languageOf(locale)], fact]);
}

function paceTold(reader: Reader, pace: z.infer<typeof paceSchema>): string {
  return textsFor(healthTexts, reader).pace(pace, pace.forecast && shortDate(reader, pace.forecast));
}

const enOutcomes = { reached: "reached", missed: "not reached" };
const frOutcomes = { reached: "atteinte", missed: "non atteinte" };

const en = {
  movedDate: (reader: Reader, line: z.infer<typeof movedSchema>) => {
    const day = (date: LocalDate) => shortDate(reader, date);
    const dates = line.isCorrected ? `${day(line.from)} → ${day(line.to)} (answer corrected)` : movedText.en(line, day);
    return `${dates}${line.isPast ? `, ${{ past: "now past", ...enOutcomes }[line.outcome ?? "past"]}` : ""}${line.pace ? `; ${paceTold(reader, line.pace)}` : ""}`;
  },
  /** Whether one given after another had passed was moved, no date says. */
  pastDate: (reader: Reader, { original, date, moves, passed, outcome }: z.infer<typeof pastSchema>) => {
    const dates =
      moves === 0
        ? shortDate(reader, date)
        : movedText.en({ original, to: date, moves }, (day) => shortDate(reader, day));
    const became = { reached: "reached", missed: "not reached, no other date given" };
    if (passed !== undefined)
      return `${shortDate(reader, passed)}, then ${dates}: ${outcome ? became[outcome] : "past"}`;
    return `${dates}: ${outcome ? became[outcome] : "passed, no other date given"}`;
  },
  newDate: (reader: Reader, { to, passed, isReached, isPast, outcome }: z.infer<typeof newSchema>) =>
    isPast
      ? `${passed === null ? "" : `${shortDate(reader, passed)}, then `}${shortDate(reader, to)}: ${{ past: "past", ...enOutcomes }[outcome ?? "past"]}`
      : `now ${shortDate(reader, to)}${passed === null ? "" : ` (${shortDate(reader, passed)} ${isReached ? "was reached" : "has passed"})`}`,
  twoDates: (reader: Reader, { given }: z.infer<typeof twoSchema>) =>
    `not the same for all: ${given.map(({ author, date }) => `${author} ${shortDate(reader, date)}`).join(", ")}`,
};

const fr: typeof en = {
  movedDate: (reader, line) => {
    const day = (date: LocalDate) => shortDate(reader, date);
    const dates = line.isCorrected ? `${day(line.from)} → ${day(line.to)} (réponse corrigée)` : movedText.fr(line, day);
    return `${dates}${line.isPast ? `, ${{ past: "désormais passée", ...frOutcomes }[line.outcome ?? "past"]}` : ""}${line.pace ? `\u00a0; ${paceTold(reader, line.pace)}` : ""}`;
  },
  pastDate: (reader, { original, date, moves, passed, outcome }) => {
    const dates =
      moves === 0
        ? shortDate(reader, date)
        : movedText.fr({ original, to: date, moves }, (day) => shortDate(reader, day));
    const became = { reached: "atteinte", missed: "non atteinte, sans autre date donnée" };
    if (passed !== undefined)
      return `${shortDate(reader, passed)}, puis ${dates}\u00a0: ${outcome ? became[outcome] : "passée"}`;
    return `${dates}\u00a0: ${outcome ? became[outcome] : "passée, sans autre date donnée"}`;
  },
  newDate: (reader, { to, passed, isReached, isPast, outcome }) =>
    isPast
      ? `${passed === null ? "" : `${shortDate(reader, passed)}, puis `}${shortDate(reader, to)}\u00a0: ${{ past: "passée", ...frOutcomes }[outcome ?? "past"]}`
      : `désormais le ${shortDate(reader, to)}${passed === null ? "" : ` (${isReached ? `l’échéance du ${shortDate(reader, passed)} a été atteinte` : `le ${shortDate(reader, passed)} est passé`})`}`,
  twoDates: (reader, { given }) =>
    `les réponses diffèrent\u00a0: ${given.map(({ author, date }) => `${author}, le ${shortDate(reader, date)}`).join("\u00a0; ")}`,
};

function textsIn(reader: Reader): typeof en {
  return textsFor({ en, fr }, reader);
}
