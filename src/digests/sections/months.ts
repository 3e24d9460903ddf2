/** How programs stood at the end of each month of a quarter or a year, and what came of them. */
import { z } from "zod";
import { STATUS_CIRCLES } from "../../health/rules.ts";
import { statusName } from "../../health/texts.ts";
import { number, plural, type Reader, shortMonth, textsFor } from "../../platform/texts/language.ts";
import { colourOrGrey, programLine } from "./fields.ts";
import { about, defineLine } from "./line.ts";
import { defineSection } from "./section.ts";

/**
 * A program over a quarter or a year, by what was recorded: how it stood at the end of each month (`2026-10`; null: nobody
 * was asked), how many decisions stand, and how many asks were raised and decided in it and are overdue now.
 */
const monthsSchema = programLine("months", {
  months: z.array(z.strictObject({ month: z.string(), colour: colourOrGrey.nullable() })),
  decisions: z.number(),
  asks: z.strictObject({ raised: z.number(), decided: z.number(), overdue: z.number() }),
});

export const monthsLine = defineLine(
  monthsSchema,
  ({ reader }, line) => ({ label: about(line.program, factsOf(reader, line)) }),
  ({ reader }, line) => ({ mark: "", facts: factsOf(reader, line), quote: null }),
);

function factsOf(reader: Reader, line: z.infer<typeof monthsSchema>): string[] {
  const texts = textsFor({ en, fr }, reader);
  const nameOf = (month: string) => shortMonth(reader, Number(month.slice(-2)));
  const spells: { first: string; last: string; colour: (typeof line.months)[number]["colour"] }[] = [];
  for (const { month, colour } of line.months) {
    const spell = spells.at(-1);
    if (spell?.colour === colour) spell.last = month;
    else spells.push({ first: month, last: month, colour });
  }
  const stood = spells.map(({ first, last, colour }) => {
    const span = first === last ? nameOf(first) : `${nameOf(first)}–${nameOf(last)}`;
    return `${span} ${colour === null ? texts.unasked : `${STATUS_CIRCLES[colour]} ${statusName(reader, colour)}`}`;
  });
  return [...(stood.length > 0 ? [stood.join(" → ")] : []), ...texts.recorded(reader, line)];
}

export const months = defineSection("months", { en: "Month by month", fr: "Mois par mois" });

const en = {
  unasked: "no status requested",
  /** Of a quarter or a year: what there is none of is left out. */
  recorded: (reader: Reader, { decisions, asks: { raised, decided, overdue } }: z.infer<typeof monthsSchema>) => {
    const asks = [
      ...(raised > 0 ? [`${number(reader, raised)} raised`] : []),
      ...(decided > 0 ? [`${number(reader, decided)} decided`] : []),
      ...(overdue > 0 ? [`${number(reader, overdue)} overdue`] : []),
    ];
    return [
      ...(decisions > 0 ? [`${number(reader, decisions)} ${plural("en", decisions, "decision", "decisions")}`] : []),
      ...(asks.length > 0 ? [`requests: ${asks.join(", ")}`] : []),
    ];
  },
};

const fr: typeof en = {
  unasked: "statut non demandé",
  recorded: (reader, { decisions, asks: { raised, decided, overdue } }) => {
    const asks = [
      ...(raised > 0 ? [`${number(reader, raised)} ${plural("fr", raised, "déposée", "déposées")}`] : []),
      ...(decided > 0 ? [`${number(reader, decided)} ${plural("fr", decided, "décidée", "décidées")}`] : []),
      ...(overdue > 0 ? [`${number(reader, overdue)} en retard`] : []),
    ];
    return [
      ...(decisions > 0 ? [`${number(reader, decisions)} ${plural("fr", decisions, "décision", "décisions")}`] : []),
      ...(asks.length > 0 ? [`demandes\u00a0: ${asks.join(", ")}`] : []),
    ];
  },
};
