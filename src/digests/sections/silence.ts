/** That nobody said how a program stands, and why. */
import { z } from "zod";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { STATUS_CIRCLES } from "../../health/rules.ts";
import { lastColourIn, statusName, withLastColour } from "../../health/texts.ts";
import { assertNever } from "../../platform/errors.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { colourWords } from "../texts.ts";
import { colour, date, programLine, quoteSchema } from "./fields.ts";
import { spellBetweenSchema, spellSchema, spellsTold } from "./health.ts";
import { about, defineLine, shown } from "./line.ts";

const lastColourSchema = z.strictObject({ colour, on: date });

const every = z.enum(["day", "week", "month", "quarter", "year"]);

/**
 * `grey`: the program has no colour for want of an answer. `since`: date of the last answer to this check-in, `cadence`:
 * its own name. `last`: its last colour, where it has none, and the day on which that was given; `between`: a worse one
 * that it had not long before; `isCorrected`, `reported`: what the digest before told, or was said since, until that was
 * corrected.
 * `words`: of that answer, which say that the program is done.
 */
const silentSchema = programLine("silent", {
  every,
  cadence: z.string().optional(),
  grey: z.boolean(),
  since: date.nullable(),
  last: lastColourSchema.optional(),
  between: spellBetweenSchema.optional(),
  reported: spellSchema.optional(),
  words: quoteSchema.optional(),
});
type Silent = z.infer<typeof silentSchema>;

/**
 * The program has no colour, and no check-in is silent for it. `wereAway`: all who are asked for one were away.
 * `why`: they answered without a status, or had answered before what is told, or were not asked for one in the period.
 */
const noUpdateSchema = programLine("no-update", {
  wereAway: z.literal(true).optional(),
  why: z
    .discriminatedUnion("is", [
      z.strictObject({ is: z.literal("no-status"), on: date }),
      z.strictObject({ is: z.literal("last-answered"), on: date }),
      z.strictObject({ is: z.literal("unasked") }),
    ])
    .optional(),
  last: lastColourSchema.optional(),
  between: spellBetweenSchema.optional(),
  reported: spellSchema.optional(),
});
type NoUpdate = z.infer<typeof noUpdateSchema>;

/** Of a program of which nobody is asked for a colour, and nothing else is told. `unasked`: it had no check-in in the period. */
const noNewsSchema = programLine("no-news", {
  why: z.discriminatedUnion("is", [
    z.strictObject({ is: z.enum(["nothing-to-report", "answered", "last-answered"]), on: date }),
    z.strictObject({ is: z.enum(["unanswered", "nobody-asked", "unasked"]) }),
  ]),
});
type NoNews = z.infer<typeof noNewsSchema>;

export const silent = defineLine(
  silentSchema,
  ({ reader }, line) => {
    const texts = textsFor({ en, fr }, reader);
    return {
      label: line.grey
        ? withoutColour(reader, line, texts.grey(reader, line))
        : about(line.program, [texts.silent(reader, line)]),
      quotes: line.words ? [shown(reader, line.words)] : [],
      isShortened: line.words !== undefined,
    };
  },
  ({ reader }, line) => ({
    mark: `${STATUS_CIRCLES.grey} `,
    facts: line.last ? lastThenNone(reader, line) : [textsFor({ en, fr }, reader).silent(reader, line)],
    quote: line.words ? shown(reader, line.words) : null,
  }),
);

export const noUpdate = defineLine(
  noUpdateSchema,
  ({ reader }, line) => ({
    label: withoutColour(reader, line, textsFor({ en, fr }, reader).noUpdate(reader, line)),
  }),
  ({ reader }, line) => ({
    mark: `${STATUS_CIRCLES.grey} `,
    facts: line.last ? lastThenNone(reader, line) : [textsFor({ en, fr }, reader).noUpdate(reader, line)],
    quote: null,
  }),
);

/** `Off track → No update · last: 🔴 Off track, Wed 4 Nov`. */
function lastThenNone(reader: Reader, { last }: Pick<NoUpdate, "last">): string[] {
  if (!last) return [];
  return [`${statusName(reader, last.colour)} → ${statusName(reader, "grey")}`, lastColourIn(reader, last)];
}

export const noNews = defineLine(noNewsSchema, ({ reader }, line) => ({
  label: about(line.program, [textsFor({ en, fr }, reader).noNews(reader, line)]),
}));

/** With the last colour that it had, and others before. */
function withoutColour(
  reader: Reader,
  line: Pick<NoUpdate, "program" | "last" | "between" | "reported">,
  words: string,
) {
  const facts = [withLastColour(reader, words, line.last), ...spellsTold(reader, line)];
  return about(line.program, facts, `${STATUS_CIRCLES.grey} `);
}

const en = {
  silent: (reader: Reader, line: Silent) =>
    line.since === null
      ? `no answer to ${enSilent(line)} yet`
      : line.words
        ? `last answer to ${enSilent(line)} on ${shortDate(reader, line.since)}`
        : `no answer to ${enSilent(line)} since ${shortDate(reader, line.since)}`,
  grey: (reader: Reader, line: Silent) =>
    line.since === null
      ? `no recent update (no answer to ${enSilent(line)} yet)`
      : line.words
        ? `no recent update (last answer to ${enSilent(line)} on ${shortDate(reader, line.since)})`
        : `no recent update (no answer to ${enSilent(line)} since ${shortDate(reader, line.since)})`,
  noUpdate: (reader: Reader, { wereAway, why }: Pick<NoUpdate, "wereAway" | "why">) => {
    if (wereAway) return "no recent update: everyone asked for its status was away";
    switch (why?.is) {
      case "no-status":
        return `no recent update: answered on ${shortDate(reader, why.on)}, no status given`;
      case "last-answered":
        return `no recent update: last answered on ${shortDate(reader, why.on)}`;
      case "unasked":
        return "no recent update: no check-in asked for a status in this period";
      default:
        return colourWords.en.grey;
    }
  },
  noNews: (reader: Reader, { why }: Pick<NoNews, "why">) => {
    switch (why.is) {
      case "nothing-to-report":
        return `nothing to report, ${shortDate(reader, why.on)}`;
      case "answered":
        return `answered on ${shortDate(reader, why.on)}`;
      case "last-answered":
        return `last answered on ${shortDate(reader, why.on)}`;
      case "unanswered":
        return "no answer in this period";
      case "nobody-asked":
        return "no one was asked in this period";
      case "unasked":
        return "no check-in took place in this period";
      default:
        return assertNever(why);
    }
  },
};

const fr: typeof en = {
  silent: (reader, line) =>
    line.since === null
      ? `pas encore de réponse ${frSilent(line)}`
      : line.words
        ? `dernière réponse ${frSilent(line)} le ${shortDate(reader, line.since)}`
        : `aucune réponse ${frSilent(line)} depuis le ${shortDate(reader, line.since)}`,
  grey: (reader, line) =>
    line.since === null
      ? `sans mise à jour récente\u00a0: pas encore de réponse ${frSilent(line)}`
      : line.words
        ? `sans mise à jour récente\u00a0: dernière réponse ${frSilent(line)} le ${shortDate(reader, line.since)}`
        : `sans mise à jour récente\u00a0: aucune réponse ${frSilent(line)} depuis le ${shortDate(reader, line.since)}`,
  noUpdate: (reader, { wereAway, why }) => {
    if (wereAway)
      return "sans mise à jour récente\u00a0: toutes les personnes à qui le statut est demandé étaient absentes";
    switch (why?.is) {
      case "no-status":
        return `sans mise à jour récente\u00a0: réponse le ${shortDate(reader, why.on)}, sans statut`;
      case "last-answered":
        return `sans mise à jour récente\u00a0: dernière réponse le ${shortDate(reader, why.on)}`;
      case "unasked":
        return "sans mise à jour récente\u00a0: aucun point d’étape n’a demandé le statut pendant la période";
      default:
        return colourWords.fr.grey;
    }
  },
  noNews: (reader, { why }) => {
    switch (why.is) {
      case "nothing-to-report":
        return `rien à signaler, ${shortDate(reader, why.on)}`;
      case "answered":
        return `réponse le ${shortDate(reader, why.on)}`;
      case "last-answered":
        return `dernière réponse le ${shortDate(reader, why.on)}`;
      case "unanswered":
        return "aucune réponse pendant la période";
      case "nobody-asked":
        return "aucun point d’étape envoyé pendant la période";
      case "unasked":
        return "aucun point d’étape n’a eu lieu pendant la période";
      default:
        return assertNever(why);
    }
  },
};

const enCheckIn: Record<Rule["every"], string> = {
  day: "daily check-in",
  week: "weekly check-in",
  month: "monthly check-in",
  quarter: "quarterly review",
  year: "annual workshop",
};
/** « à » before each, with its article. */
const frCheckIn: Record<Rule["every"], string> = {
  day: "au point quotidien",
  week: "au point hebdomadaire",
  month: "au point mensuel",
  quarter: "à la revue trimestrielle",
  year: "à l’atelier annuel",
};

function enSilent({ cadence, every }: Silent): string {
  return cadence === undefined ? `the ${enCheckIn[every]}` : `“${cadence}”`;
}

function frSilent({ cadence, every }: Silent): string {
  return cadence === undefined ? frCheckIn[every] : `à «\u00a0${cadence}\u00a0»`;
}
