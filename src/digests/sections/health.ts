/** How a program stands, and what speaks against it. */
import { z } from "zod";
import type { HealthColour } from "../../cadences/questions/health-scale.ts";
import { isProposedRed, STATUS_CIRCLES } from "../../health/rules.ts";
import { findingSchema } from "../../health/rules-findings.ts";
import { findingSentence, healthTexts, statusName } from "../../health/texts.ts";
import { number, plural, type Reader, shortDate, shortDates, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { HISTORY_PERIODS } from "../compile/facts.ts";
import { findingsTold } from "../compile/rules-markers.ts";
import { enNth, enUnit, frNth, frUnit, roundName } from "../periods/texts.ts";
import { PHASES } from "../phases/rules.ts";
import { phaseWord } from "../phases/texts.ts";
import type { Rhythm } from "../table.ts";
import { colourWords, digestTexts } from "../texts.ts";
import { colour, colourOrGrey, date, lineSchema, programLine, quoteSchema } from "./fields.ts";
import { about, defineLine, inTurn, isAnyShortened } from "./line.ts";

/** `correctedOn`: what was reported and was another before it was corrected; left out, it is `until` of what was corrected. */
export const spellSchema = z.strictObject({ colour, from: date, until: date, correctedOn: date.optional() });

export const spellBetweenSchema = spellSchema.extend({ isCorrected: z.literal(true).optional() });

/**
 * `before`: at the end of the period before; null: there was no colour yet. `trend` null also where it is the same again.
 * `between`: another that it had within the period; `isCorrected`: that was said of it, until corrected; `reported`: so,
 * beside that, or of an earlier period. `periods`: how many in this colour, this one included; `since`: on which day that
 * began, told in their place where the period is not over.
 */
const healthSchema = programLine("health", {
  colour,
  before: colourOrGrey.nullable(),
  trend: z.enum(["better", "same", "worse"]).nullable(),
  /** The first since the program was reopened. */
  isReopened: z.literal(true).optional(),
  between: spellBetweenSchema.optional(),
  reported: spellSchema.optional(),
  periods: z.number(),
  since: date.optional(),
  /** Another one than its reader knew of. */
  phase: z.enum(PHASES).optional(),
  reasons: z.array(quoteSchema),
  /** Stored before `months`: in a longer digest the colours of the check-ins below, round by round. */
  path: z.array(z.strictObject({ period: z.string(), colour })).optional(),
});

/** Facts that speak against the colour, put to whoever gave it and not answered by the cut-off. */
const markerSchema = programLine("marker", { colour, findings: z.array(findingSchema).min(1), askedOn: date });

/** `unchanged`: how many of them were green in the period before; left out: all. */
const onTrackSchema = lineSchema("on-track", { programs: z.number(), unchanged: z.number().optional() });

export const health = defineLine(
  healthSchema,
  ({ reader, rhythm, hasMonths }, line) => {
    const { colour: words, trend } = digestTexts(reader);
    const texts = textsFor({ en, fr }, reader);
    const move =
      line.before === null
        ? hasMonths || line.between
          ? words[line.colour]
          : texts.firstColour(line.colour, line.isReopened)
        : line.before === line.colour
          ? words[line.colour]
          : `${words[line.before]} → ${words[line.colour]}`;
    const facts = [
      move,
      ...(line.trend ? [trend[line.trend]] : []),
      ...spellsTold(reader, line),
      ...(line.since !== undefined
        ? [textsFor(healthTexts, reader).why.since(shortDate(reader, line.since))]
        : line.periods > 1
          ? [texts.periodsInColour(rhythm, line.periods)]
          : []),
      ...(isProposedRed(line.colour, line.periods) ? [texts.proposedRed] : []),
      ...phaseTold(reader, line),
      ...(line.path
        ? [
            line.path
              .map(({ period, colour }) => `${roundName(reader, period)} ${STATUS_CIRCLES[colour]} ${words[colour]}`)
              .join(" → "),
          ]
        : []),
    ];
    return {
      label: about(line.program, facts, `${STATUS_CIRCLES[line.colour]} `),
      quotes: inTurn(reader, line.reasons),
      isShortened: isAnyShortened(line.reasons),
    };
  },
  ({ reader, rhythm }, line) => {
    const texts = textsFor({ en, fr }, reader);
    const now = statusName(reader, line.colour);
    const moved = line.before !== null && line.before !== line.colour;
    return {
      mark: `${STATUS_CIRCLES[line.colour]} `,
      facts: [
        moved ? `${statusName(reader, line.before ?? "grey")} → ${now}` : now,
        ...(line.periods > 1 && line.colour !== "green" ? [texts.periodsInColour(rhythm, line.periods)] : []),
        ...(isProposedRed(line.colour, line.periods) ? [texts.proposedRed] : []),
        ...spellsTold(reader, line),
        ...phaseTold(reader, line),
      ],
      quote: inTurn(reader, line.reasons)[0] ?? null,
    };
  },
);

/** That the colour is questioned, without blame, and by what: of each check the gravest case that the reader may read. */
export const marker = defineLine(
  markerSchema,
  ({ reader }, line) => {
    const texts = textsFor({ en, fr }, reader);
    const { told, more } = findingsTold(line.findings);
    const said = told.flatMap(({ finding, alike }) => [
      findingSentence(reader, finding),
      ...(alike > 0 ? [texts.moreAlike(alike)] : []),
    ]);
    const words = [
      texts.marker(reader, line.colour, line.askedOn),
      ...said,
      ...(more > 0 ? [texts.moreFacts(more)] : []),
    ];
    return { label: about(line.program, [words.join(" ")], `${STATUS_CIRCLES[line.colour]} `) };
  },
  ({ reader }, line) => {
    const texts = textsFor({ en, fr }, reader);
    const { told, more } = findingsTold(line.findings);
    const left = more + told.slice(1).length + told.reduce((sum, { alike }) => sum + alike, 0);
    return {
      mark: `${STATUS_CIRCLES[line.colour]} `,
      facts: [
        [
          ...told.slice(0, 1).map(({ finding }) => findingSentence(reader, finding).replace(/\.$/, "")),
          ...(left > 0 ? [texts.moreBriefly(left)] : []),
        ].join(", "),
        texts.unanswered(reader, line.askedOn),
      ],
      quote: null,
    };
  },
);

export const onTrack = defineLine(onTrackSchema, ({ reader }, line) => ({
  label: [{ text: `${STATUS_CIRCLES.green} ${textsFor({ en, fr }, reader).onTrack(reader, line)}` }],
}));

function phaseTold(reader: Reader, { phase }: Pick<z.infer<typeof healthSchema>, "phase">): string[] {
  return phase ? [textsFor({ en, fr }, reader).phase(phaseWord(reader, phase))] : [];
}

/** Other colours that it had or was said to have. */
export function spellsTold(
  reader: Reader,
  { between, reported }: Pick<z.infer<typeof healthSchema>, "between" | "reported">,
): string[] {
  const spells = [...(between ? [between] : []), ...(reported ? [{ ...reported, isCorrected: true as const }] : [])];
  return spells.map((spell) => textsFor({ en, fr }, reader).between(reader, spell));
}

const en = {
  phase: (word: string) => `phase: ${word}`,
  firstColour: (now: HealthColour, isReopened: boolean | undefined) =>
    `${colourWords.en[now]} (first status${isReopened ? " since it was reopened" : ""})`,
  between: (reader: Reader, { colour, isCorrected, correctedOn, ...days }: z.infer<typeof spellBetweenSchema>) => {
    const { from, until } = shortDates(reader, days.from, days.until);
    const named = `${STATUS_CIRCLES[colour]} ${colourWords.en[colour]}`;
    if (correctedOn)
      return `reported as ${named} from ${from} to ${until}, corrected on ${shortDate(reader, correctedOn)}`;
    return isCorrected
      ? `reported as ${named} from ${from} until the correction of ${until}`
      : `was ${named} from ${from} to ${until}`;
  },
  marker: (reader: Reader, colour: HealthColour, askedOn: LocalDate) =>
    colour === "red"
      ? `off track; question sent to the owner on ${shortDate(reader, askedOn)}, no reply yet:`
      : `reported ${colourWords.en[colour]}, but the evidence disagrees (owner asked ${shortDate(reader, askedOn)}, no reply yet):`,
  unanswered: (reader: Reader, askedOn: LocalDate) => `asked on ${shortDate(reader, askedOn)}, no reply yet`,
  moreAlike: (count: number) => `Plus ${count} similar.`,
  moreBriefly: (count: number) => `and ${count} more ${plural("en", count, "fact", "facts")}`,
  moreFacts: (count: number) => `And ${count} more under “Why this status?”.`,
  /** Amber for `PROPOSED_RED_AFTER` periods in a row. */
  proposedRed: "proposed: off track",
  periodsInColour: (rhythm: Rhythm, periods: number) =>
    periods > HISTORY_PERIODS
      ? `for more than ${HISTORY_PERIODS} ${enUnit(rhythm, HISTORY_PERIODS)}`
      : enNth(rhythm, periods),
  onTrack: (reader: Reader, { programs, unchanged = programs }: z.infer<typeof onTrackSchema>) => {
    const onTrack = `${number(reader, programs)} ${plural("en", programs, "program", "programs")} on track`;
    if (unchanged === programs) return `${onTrack}, unchanged`;
    return unchanged === 0 ? onTrack : `${onTrack}, ${number(reader, unchanged)} of them unchanged`;
  },
};

const fr: typeof en = {
  phase: (word) => `phase\u00a0: ${word}`,
  firstColour: (now, isReopened) =>
    `${colourWords.fr[now]} (premier statut communiqué${isReopened ? " depuis la réouverture" : ""})`,
  between: (reader, { colour, isCorrected, correctedOn, ...days }) => {
    const { from, until } = shortDates(reader, days.from, days.until);
    const named = `${STATUS_CIRCLES[colour]} ${colourWords.fr[colour]}`;
    if (correctedOn) return `annoncé ${named} du ${from} au ${until}, corrigé le ${shortDate(reader, correctedOn)}`;
    return isCorrected
      ? `annoncé ${named} du ${from} jusqu’à la correction du ${until}`
      : `était ${named} du ${from} au ${until}`;
  },
  marker: (reader, colour, askedOn) =>
    colour === "red"
      ? `hors trajectoire\u00a0; question posée le ${shortDate(reader, askedOn)} à la personne qui a donné ce statut, sans réponse à ce jour\u00a0:`
      : `${colourWords.fr[colour]}, contredit par des faits\u00a0; question posée le ${shortDate(reader, askedOn)} à la personne qui a donné ce statut, sans réponse à ce jour\u00a0:`,
  unanswered: (reader, askedOn) => `question posée le ${shortDate(reader, askedOn)}, sans réponse à ce jour`,
  moreAlike: (count) => `Et ${count} ${plural("fr", count, "autre cas semblable", "autres cas semblables")}.`,
  moreBriefly: (count) => `et ${count} ${plural("fr", count, "autre fait", "autres faits")}`,
  moreFacts: (count) =>
    `Et ${count} ${plural("fr", count, "autre", "autres")}, sous «\u00a0Expliquer le statut\u00a0».`,
  proposedRed: "passage à «\u00a0Hors trajectoire\u00a0» proposé",
  periodsInColour: (rhythm, periods) =>
    periods > HISTORY_PERIODS
      ? `depuis plus de ${HISTORY_PERIODS} ${frUnit(rhythm, HISTORY_PERIODS)}`
      : frNth(rhythm, periods).nth,
  onTrack: (reader, { programs, unchanged = programs }) => {
    const onTrack = `${number(reader, programs)} ${plural("fr", programs, "programme conforme", "programmes conformes")}`;
    if (unchanged === programs) return `${onTrack}, sans changement`;
    return unchanged === 0 ? onTrack : `${onTrack}, dont ${number(reader, unchanged)} sans changement`;
  },
};
