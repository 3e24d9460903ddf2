/** What has moved since the reader decided something: facts, and no word on what caused them. */
import { z } from "zod";
import { statusName } from "../../health/texts.ts";
import { shorten } from "../../platform/slack/blocks.ts";
import { languageOf, number, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { colourOrGrey, date, inBoth, inRegister, programLine } from "./fields.ts";
import { about, defineLine } from "./line.ts";

const LONGEST = 90;

/** At least one of the three has something. */
export const movedSchema = z.strictObject({
  status: z.strictObject({ from: colourOrGrey, to: colourOrGrey }).optional(),
  dates: z.array(z.strictObject({ label: inBoth, from: date, to: date })),
  numbers: z.array(z.strictObject({ label: inBoth, from: z.number(), to: z.number(), target: z.number().optional() })),
});
export type Moved = z.infer<typeof movedSchema>;

/** Of a decision that the digest before told. `outcome`: as it was decided. */
const sinceSchema = programLine("since-decision", {
  ...inRegister,
  outcome: z.string(),
  decidedOn: date,
  moved: movedSchema,
});
type Since = z.infer<typeof sinceSchema>;

export const sinceDecision = defineLine(
  sinceSchema,
  ({ reader }, line) => ({
    label: about(line.program, [textsFor({ en, fr }, reader).since(reader, line), ...movedSince(reader, line.moved)]),
  }),
  ({ reader }, line) => ({
    mark: "✔ ",
    facts: [decidedBriefly(reader, line), ...sinceThen(reader, line.moved)],
    quote: null,
  }),
);

/** Under a heading that says that it was decided. */
export function decidedBriefly(
  reader: Reader,
  { title, outcome, decidedOn }: Pick<Since, "title" | "outcome" | "decidedOn">,
): string {
  return `${shorten(title, LONGEST)} → ${shorten(outcome, LONGEST)}, ${shortDate(reader, decidedOn)}`;
}

/** After what was decided. */
export function sinceThen(reader: Reader, moved: Moved): string[] {
  return [textsFor({ en, fr }, reader).after(movedSince(reader, moved).join(", "))];
}

function movedSince(reader: Reader, { status, dates, numbers }: Moved): string[] {
  const of = textsFor({ en, fr }, reader).of;
  return [
    ...(status ? [[status.from, status.to].map((colour) => statusName(reader, colour)).join(" → ")] : []),
    ...dates.map(
      ({ label, from, to }) =>
        `${label[languageOf(reader.locale)]} ${shortDate(reader, from)} → ${shortDate(reader, to)}`,
    ),
    ...numbers.map(({ label, from, to, target }) => {
      const moved = `${label[languageOf(reader.locale)]} ${number(reader, from)} → ${number(reader, to)}`;
      return target === undefined ? moved : `${moved} ${of(number(reader, target))}`;
    }),
  ];
}

const en = {
  since: (reader: Reader, { code, title, outcome, decidedOn }: Since) =>
    `since you decided ${code} ${title} → ${outcome} (${shortDate(reader, decidedOn)})`,
  after: (moved: string) => `since then: ${moved}`,
  of: (target: string) => `of ${target}`,
};

const fr: typeof en = {
  since: (reader, { code, title, outcome, decidedOn }) =>
    `depuis votre décision ${code} ${title} → ${outcome} (${shortDate(reader, decidedOn)})`,
  after: (moved) => `depuis\u00a0: ${moved}`,
  of: (target) => `sur ${target}`,
};
