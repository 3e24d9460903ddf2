/** How programs stood at the end of each month of a quarter or a year, and what came of them. */
import { z } from "zod";
import { HEALTH_SHAPES, STATUS_CIRCLES } from "../../health/rules.ts";
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
  ({ reader }, line) => ({
    label: about(
      line.program,
      told(reader, line, (colour) => HEALTH_SHAPES[colour]),
    ),
  }),
  // Among others no table says what a shape means.
  ({ reader }, line) => ({
    mark: "",
    facts: told(reader, line, (colour) => `${STATUS_CIRCLES[colour]} ${statusName(reader, colour)}`),
    quote: null,
  }),
);

function told(
  reader: Reader,
  line: z.infer<typeof monthsSchema>,
  say: (colour: z.infer<typeof colourOrGrey>) => string,
): string[] {
  const stood = line.months.map(
    ({ month, colour }) => `${shortMonth(reader, Number(month.slice(-2)))} ${colour === null ? "·" : say(colour)}`,
  );
  return [...(stood.length > 0 ? [stood.join(" → ")] : []), ...textsFor({ en, fr }, reader).recorded(reader, line)];
}

export const months = defineSection("months", { en: "Month by month", fr: "Mois par mois" });

const en = {
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
