/** How a program keeps its own rhythm: answers, dates, decisions. */
import { z } from "zod";
import { list, number, percent, plural, type Reader, textsFor } from "../../platform/texts/language.ts";
import { enUnit, roundName } from "../periods/texts.ts";
import type { Rhythm } from "../table.ts";
import { lineSchema, programLine, tally, title } from "./fields.ts";
import { about, defineLine } from "./line.ts";
import { defineSection } from "./section.ts";

/** `before`: as the digest of the period before told it. `programs`: the same of each, in a longer digest over several. */
export const participationSchema = lineSchema("participation", {
  ...tally.shape,
  before: tally.nullable(),
  programs: z.array(z.strictObject({ program: title, ...tally.shape, before: tally.nullable() })).optional(),
});

/** Target dates that were pushed out of the period, and those that were added in it. */
const integritySchema = lineSchema("integrity", { pushedOut: z.number(), added: z.number(), of: z.number() });

/** Median working days from ask to decision in the period; `before` null where nothing was decided then. */
const decisionTimeSchema = lineSchema("decision-time", {
  median: z.number(),
  before: z.number().nullable(),
  decisions: z.number(),
});

/**
 * `own`: how many of them the reader has, where others have some too; `isDecidable`: they are the reader's to decide, some
 * by a rule alone, as the first line counts them.
 */
const overdueAsksSchema = lineSchema("overdue-asks", {
  asks: z.number(),
  own: z.number().optional(),
  isDecidable: z.literal(true).optional(),
  /** Those that no other line names, and how many more of them there are. */
  unnamed: z
    .strictObject({ asks: z.array(z.strictObject({ program: title, code: z.string() })), more: z.number() })
    .optional(),
});

const missedRoundSchema = programLine("missed-round", { period: z.string(), reason: z.string(), people: z.number() });
type Missed = z.infer<typeof missedRoundSchema>;

export const participation = defineLine(participationSchema, ({ reader }, line) => ({
  label: [{ text: rhythmTexts(reader).participation(reader, line) }],
}));

export const integrity = defineLine(integritySchema, ({ reader, rhythm: period }, line) => ({
  label: [{ text: rhythmTexts(reader).integrity(reader, period, line) }],
}));

export const decisionTime = defineLine(decisionTimeSchema, ({ reader }, line) => ({
  label: [{ text: rhythmTexts(reader).decisionTime(reader, line) }],
}));

export const overdueAsks = defineLine(overdueAsksSchema, ({ reader }, line) => ({
  label: [{ text: rhythmTexts(reader).overdueAsks(reader, line) }],
}));

export const silentPeople = defineLine(
  lineSchema("silent-people", { people: z.number() }),
  ({ reader }, { people }) => ({ label: [{ text: rhythmTexts(reader).silentPeople(reader, people) }] }),
);

/** `programs`: those from which no answer came, of so many that were to give one. */
export const silentPrograms = defineLine(
  lineSchema("silent-programs", { programs: z.array(title), of: z.number() }),
  ({ reader }, { programs, of }) => ({
    label: [{ text: rhythmTexts(reader).silentPrograms(reader, programs.length, of) }],
  }),
);

export const missedRound = defineLine(missedRoundSchema, ({ reader }, line) => ({
  label: about(line.program, [rhythmTexts(reader).missedRound(reader, line)]),
}));

export const rhythm = defineSection("rhythm", {
  en: "Participation and response times",
  fr: "Participation et délais",
});

const en = {
  participation: (reader: Reader, { answered, asked, before, isFew }: z.infer<typeof participationSchema>) => {
    if (isFew) return answered === 0 ? "no answers" : `${number(reader, answered)} answered`;
    const share = percent(reader, answered / asked);
    const earlier = before && percent(reader, before.answered / before.asked);
    const compared = earlier === null ? "" : earlier === share ? ", as before" : `, was ${earlier}`;
    return `${number(reader, answered)} of ${number(reader, asked)} answered (${share}${compared})`;
  },
  integrity: (reader: Reader, rhythm: Rhythm, { pushedOut, added, of }: z.infer<typeof integritySchema>) => {
    const ofAll = `of ${number(reader, of)} target dates`;
    const slipped = `slipped past the end of the ${enUnit(rhythm, 1)}`;
    const areFirst = `${plural("en", added, "was", "were")} given for the first time`;
    if (pushedOut === 0)
      return added === of
        ? `${number(reader, of)} new target ${plural("en", of, "date", "dates")}`
        : `${number(reader, added)} ${ofAll} ${areFirst}`;
    if (of === 1) return `The target date has ${slipped}`;
    const moved = `${number(reader, pushedOut)} ${ofAll} ${plural("en", pushedOut, "has", "have")} ${slipped}`;
    return added === 0 ? moved : `${moved}, ${number(reader, added)} ${areFirst}`;
  },
  decisionTime: (reader: Reader, { median, before, decisions }: z.infer<typeof decisionTimeSchema>) =>
    `${number(reader, decisions)} ${plural("en", decisions, "decision", "decisions")}, median time ${number(reader, median)} ${plural("en", median, "working day", "working days")}${before === null ? "" : ` (was ${number(reader, before)})`}`,
  overdueAsks: (reader: Reader, { asks, own, isDecidable, unnamed }: z.infer<typeof overdueAsksSchema>) => {
    const whose = isDecidable ? "of which you can decide" : "of them yours";
    const count = `${number(reader, asks)} ${plural("en", asks, "request", "requests")} overdue${own === undefined ? "" : `, ${number(reader, own)} ${whose}`}`;
    if (!unnamed) return count;
    const more = unnamed.more > 0 ? [`${number(reader, unnamed.more)} more`] : [];
    const named = list(reader, [...unnamed.asks.map(({ code, program }) => `${code} (${program})`), ...more]);
    return unnamed.asks.length + unnamed.more === asks ? `${count}: ${named}` : `${count}; not listed above: ${named}`;
  },
  silentPeople: (reader: Reader, count: number) =>
    `${number(reader, count)} ${plural("en", count, "person hasn’t", "people haven’t")} answered any of these check-ins`,
  silentPrograms: (reader: Reader, count: number, of: number) =>
    `${number(reader, count)} of ${number(reader, of)} programs ${plural("en", count, "hasn’t", "haven’t")} reported`,
  missedRound: (reader: Reader, { period, people, reason }: Missed) => {
    const concerned =
      people > 0 ? `, ${number(reader, people)} ${plural("en", people, "person", "people")} affected` : "";
    const missed = `${roundName(reader, period)}: not sent${concerned}`;
    return reason === "" ? missed : `${missed} (${enMissed[reason] ?? reason})`;
  },
  /** Of one program, for one reason, in their order. */
  missedRounds: (reader: Reader, lines: readonly [Missed, ...Missed[]]) => {
    const [{ reason }, another] = lines;
    if (!another) return en.missedRound(reader, lines[0]);
    const count = `${number(reader, lines.length)} check-ins not sent, ${missedIn(reader, lines)}`;
    const most = Math.max(...lines.map(({ people }) => people));
    const isEach = lines.every(({ people }) => people === most);
    const concerned =
      most > 0
        ? `, ${isEach ? "" : "up to "}${number(reader, most)} ${plural("en", most, "person", "people")} affected`
        : "";
    return `${count}${concerned}${reason === "" ? "" : ` (${enMissed[reason] ?? reason})`}`;
  },
};

const fr: typeof en = {
  participation: (reader, { answered, asked, before, isFew }) => {
    if (isFew)
      return answered === 0
        ? "aucune réponse"
        : `${number(reader, answered)} ${plural("fr", answered, "réponse", "réponses")}`;
    const share = percent(reader, answered / asked);
    const earlier = before && percent(reader, before.answered / before.asked);
    const compared = earlier === null ? "" : earlier === share ? ", comme avant" : `, contre ${earlier}`;
    return `${number(reader, answered)} ${plural("fr", answered, "réponse", "réponses")} sur ${number(reader, asked)} (${share}${compared})`;
  },
  integrity: (reader, rhythm, { pushedOut, added, of }) => {
    const unit = { weekly: "de la semaine", monthly: "du mois", quarterly: "du trimestre", annual: "de l’année" }[
      rhythm
    ];
    const areFirst = `${plural("fr", added, "a été donnée", "ont été données")} pour la première fois`;
    if (pushedOut === 0)
      return added === of
        ? `${number(reader, of)} ${plural("fr", of, "nouvelle date cible", "nouvelles dates cibles")}`
        : `${number(reader, added)} ${plural("fr", added, "date cible", "dates cibles")} sur ${number(reader, of)} ${areFirst}`;
    if (of === 1) return `La date cible a été repoussée au-delà ${unit}`;
    const moved = `${number(reader, pushedOut)} ${plural("fr", pushedOut, "date cible", "dates cibles")} sur ${number(reader, of)} ${plural("fr", pushedOut, "a été repoussée", "ont été repoussées")} au-delà ${unit}`;
    return added === 0 ? moved : `${moved}, ${number(reader, added)} ${areFirst}`;
  },
  decisionTime: (reader, { median, before, decisions }) =>
    `${number(reader, decisions)} ${plural("fr", decisions, "décision", "décisions")}, délai médian de ${number(reader, median)} ${plural("fr", median, "jour ouvré", "jours ouvrés")}${before === null ? "" : ` (contre ${number(reader, before)})`}`,
  overdueAsks: (reader, { asks, own = 0, isDecidable, unnamed }) => {
    const whose = isDecidable
      ? "que vous pouvez trancher"
      : `qui ${plural("fr", own, "vous est adressée", "vous sont adressées")}`;
    const count = `${number(reader, asks)} ${plural("fr", asks, "demande", "demandes")} en retard${own === 0 ? "" : `, dont ${number(reader, own)} ${whose}`}`;
    if (!unnamed) return count;
    const more =
      unnamed.more > 0 ? [`${number(reader, unnamed.more)} ${plural("fr", unnamed.more, "autre", "autres")}`] : [];
    const named = list(reader, [...unnamed.asks.map(({ code, program }) => `${code} (${program})`), ...more]);
    return unnamed.asks.length + unnamed.more === asks
      ? `${count}\u00a0: ${named}`
      : `${count}\u00a0; non citées plus haut\u00a0: ${named}`;
  },
  silentPeople: (reader, count) =>
    `${number(reader, count)} ${plural("fr", count, "personne", "personnes")} sans aucune réponse à ces points`,
  silentPrograms: (reader, count, of) =>
    `${number(reader, count)} ${plural("fr", count, "programme", "programmes")} sur ${number(reader, of)} ${plural("fr", count, "n’a", "n’ont")} pas répondu`,
  missedRound: (reader, { period, people, reason }) => {
    const concerned =
      people > 0
        ? `, ${number(reader, people)} ${plural("fr", people, "personne concernée", "personnes concernées")}`
        : "";
    const missed = `${roundName(reader, period)}\u00a0: point d’étape non envoyé${concerned}`;
    return reason === "" ? missed : `${missed} (${frMissed[reason] ?? reason})`;
  },
  missedRounds: (reader, lines) => {
    const [{ reason }, another] = lines;
    if (!another) return fr.missedRound(reader, lines[0]);
    const count = `${number(reader, lines.length)} points d’étape non envoyés, ${missedIn(reader, lines)}`;
    const most = Math.max(...lines.map(({ people }) => people));
    const isEach = lines.every(({ people }) => people === most);
    const concerned =
      most > 0
        ? `, ${isEach ? "" : "jusqu’à "}${number(reader, most)} ${plural("fr", most, "personne concernée", "personnes concernées")}`
        : "";
    return `${count}${concerned}${reason === "" ? "" : ` (${frMissed[reason] ?? reason})`}`;
  },
};

export function rhythmTexts(reader: Pick<Reader, "locale">): typeof en {
  return textsFor({ en, fr }, reader);
}

/** The first and the last of them. */
function missedIn(reader: Reader, lines: readonly Missed[]): string {
  const periods = [...new Set(lines.map(({ period }) => period))].toSorted().map((period) => roundName(reader, period));
  return [...new Set([periods.at(0) ?? "", periods.at(-1) ?? ""])].join(" – ");
}

/** Why a round was missed, by the code that is recorded with it. */
const enMissed: Record<string, string> = {
  downtime: "Drumbeat was down",
  "no-participants": "there was no one to ask",
};
const frMissed: Record<string, string> = {
  downtime: "Drumbeat était à l’arrêt",
  "no-participants": "il n’y avait personne à qui l’envoyer",
};
