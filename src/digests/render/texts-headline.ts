/** The first line of a digest, and what stands below it. */
import { list, longDate, number, plural, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { escalationTexts } from "../../register/escalation/texts.ts";
import { HISTORY_PERIODS } from "../compile/facts.ts";
import type { BottomLine, DigestDocument } from "../document.ts";
import { enNth, enUnit, frNth, frUnit } from "../periods/texts.ts";

type Rhythm = DigestDocument["rhythm"];
type Case<Name extends BottomLine["case"]> = Extract<BottomLine, { case: Name }>;
type Flags = Pick<Case<"no-request">, "isPart" | "isOnlyNew" | "isGrey" | "isByRecord">;
type Rest = NonNullable<DigestDocument["rest"]>;
/** Monthly and longer digests are read by those who sponsor, the weekly one by those who do the work. */
export type Voice = "executive" | "working";

/** As the register says it in its own message. */
function overdueSaid(
  reader: Reader,
  what: string,
  { days, level, isReaders }: Pick<Case<"unanswered">, "days" | "level" | "isReaders">,
): string {
  const { line, withYou, withLevel } = textsFor(escalationTexts, reader).overdue;
  return line(what, days, isReaders ? withYou : withLevel[level]);
}

const en = {
  unanswered: (reader: Reader, { program, code, days, level, isReaders }: Case<"unanswered">) =>
    overdueSaid(reader, `“${program}”: ${code}`, { days, level, isReaders }),
  overdueAsk: (reader: Reader, { program, neededBy, asks = 1, isReaders, isDecidable }: Case<"overdue-ask">) =>
    asks === 1
      ? `“${program}” needed a decision by ${longDate(reader, neededBy)}. It’s overdue.`
      : `${number(reader, asks)} requests ${isReaders ? "to you" : isDecidable ? "you can decide" : "below"} are overdue, the first from “${program}”: it was due ${longDate(reader, neededBy)}.`,
  ask: {
    executive: (_reader: Reader, { program, asks, programs, isByRule, isElsewhere }: Case<"ask">) =>
      isByRule
        ? `${
            programs === 1
              ? `“${program}” has ${asks === 1 ? "an open request" : `${asks} open requests`}`
              : `${asks} open requests, the first from “${program}”`
          }; no one is assigned to decide yet.`
        : isElsewhere
          ? programs === 1
            ? `“${program}” has ${asks === 1 ? "an open request" : `${asks} open requests`} for you.`
            : `${asks} open requests for you, the first from “${program}”.`
          : asks === 1
            ? `“${program}” needs a decision from you.`
            : programs === 1
              ? `“${program}” needs ${asks} decisions from you.`
              : `${asks} decisions needed from you, starting with “${program}”.`,
    working: (_reader: Reader, { program, asks, programs }: Case<"ask">) =>
      asks === 1
        ? `“${program}” has an open request.`
        : programs === 1
          ? `“${program}” has ${asks} open requests.`
          : `${asks} open requests, the first from “${program}”.`,
  },
  newRed: (reader: Reader, { program, since, asksNothing }: Case<"new-red">) =>
    `${since === undefined ? `“${program}” is off track` : `“${program}” has been off track since ${longDate(reader, since)}`}${asksNothing ? ", with no request for a decision" : ""}.`,
  wasRed: (reader: Reader, { program, since }: Case<"was-red">) =>
    `“${program}” has no recent update; its last status${since === undefined ? "" : `, on ${longDate(reader, since)},`} was off track.`,
  newAmber: (reader: Reader, { program, since }: Case<"new-amber">) =>
    since === undefined
      ? `“${program}” is at risk.`
      : `“${program}” has been at risk since ${longDate(reader, since)}.`,
  doubted: (reader: Reader, { program, facts, since }: Case<"doubted">) =>
    `“${program}” is reported on track, but ${facts === 1 ? "a fact contradicts it" : `${number(reader, facts)} facts contradict it`}${since === undefined ? "" : `; the owner was asked on ${longDate(reader, since)}, no reply yet`}.`,
  closed: (reader: Reader, { program, since, by }: Case<"closed">) =>
    `“${program}” was closed${since === undefined ? "" : ` on ${longDate(reader, since)}`}${by === null ? "" : ` by ${by}`}.`,
  slippedDate: (reader: Reader, { program, from, to }: Case<"slipped-date">) =>
    `“${program}” moved a date from ${longDate(reader, from)} to ${longDate(reader, to)}.`,
  standing: (rhythm: Rhythm, { program, colour, periods, asksNothing }: Case<"standing">) =>
    `“${program}” ${periods > HISTORY_PERIODS ? "has been" : "is"} ${{ amber: "at risk", red: "off track" }[colour]} for ${
      periods > HISTORY_PERIODS
        ? `more than ${HISTORY_PERIODS} ${enUnit(rhythm, HISTORY_PERIODS)}`
        : `the ${enNth(rhythm, periods)}`
    }${asksNothing ? ", with no request for a decision" : ""}.`,
  decided: (reader: Reader, { program, since }: Case<"decided">) =>
    `“${program}” got a decision${since === undefined ? "" : ` on ${longDate(reader, since)}`}.`,
  number: (program: string, measure: string) => `“${program}”: ${measure}.`,
  recovered: (reader: Reader, { program, since }: Case<"recovered">) =>
    since === undefined
      ? `“${program}” is back on track.`
      : `“${program}” has been back on track since ${longDate(reader, since)}.`,
  value: ({ program }: Case<"value">) => `“${program}” reports the value it has delivered.`,
  silent: (reader: Reader, { program, programs, names }: Case<"silent">, of: number) =>
    programs === 1
      ? `“${program}” hasn’t answered.`
      : `${number(reader, programs)} of ${number(reader, of)} programs haven’t answered${names.length < programs ? ", including " : ": "}${list(reader, names)}.`,
  nothingNeeded: {
    executive: "Nothing is needed from you.",
    working: "No open requests, and nothing has gone off track.",
  } satisfies Record<Voice, string>,
  /** What of it holds without a word on how the programs stand. */
  noRequest: (voice: Voice, { isPart, isOnlyNew, isGrey, isByRecord }: Flags) => {
    const said = {
      executive: isByRecord
        ? "The register has no request for you to decide"
        : isPart
          ? "Nothing here needs a decision from you"
          : "No decisions for you",
      working: isOnlyNew ? "No new requests" : "No open requests",
    }[voice];
    return isGrey ? `${said}, but no program has a recent status.` : `${said}.`;
  },
  silence: (reader: Reader, since: LocalDate | null) =>
    since === null ? "No answers yet." : `No answers since ${longDate(reader, since)}.`,
  /** Of the others nothing proves that something is needed. */
  rest: (reader: Reader, { programs, of }: Pick<Rest, "programs" | "of">, all: number) =>
    of === "some"
      ? `At least ${number(reader, programs)} of the ${number(reader, all)} programs ${plural("en", programs, "needs", "need")} nothing from you.`
      : programs === 1
        ? "The other program needs nothing from you."
        : `The other ${number(reader, programs)} programs need nothing from you.`,
};

const fr: typeof en = {
  unanswered: (reader, { program, code, days, level, isReaders }) =>
    overdueSaid(reader, `«\u00a0${program}\u00a0»\u00a0: ${code}`, { days, level, isReaders }),
  overdueAsk: (reader, { program, neededBy, asks = 1, isReaders, isDecidable }) =>
    asks === 1
      ? `«\u00a0${program}\u00a0» attendait une réponse pour le ${longDate(reader, neededBy)}\u00a0: elle est en retard.`
      : `${number(reader, asks)} demandes ${isReaders ? "qui vous sont adressées" : isDecidable ? "que vous pouvez trancher" : "ci-après"} sont en retard, la première pour «\u00a0${program}\u00a0»\u00a0: la réponse était attendue pour le ${longDate(reader, neededBy)}.`,
  ask: {
    executive: (_reader, { program, asks, programs, isByRule, isElsewhere }) =>
      isByRule
        ? `${
            programs === 1
              ? `«\u00a0${program}\u00a0» a ${asks === 1 ? "une demande" : `${asks} demandes`} en cours`
              : `${asks} demandes sont en cours, la première pour «\u00a0${program}\u00a0»`
          }\u00a0; la décision n’est encore confiée à personne.`
        : isElsewhere
          ? programs === 1
            ? `«\u00a0${program}\u00a0» vous a adressé ${asks === 1 ? "une demande" : `${asks} demandes`}, toujours en cours.`
            : `${asks} demandes qui vous sont adressées sont en cours, la première pour «\u00a0${program}\u00a0».`
          : asks === 1
            ? `«\u00a0${program}\u00a0» attend une décision de votre part.`
            : programs === 1
              ? `«\u00a0${program}\u00a0» attend ${asks} décisions de votre part.`
              : `${asks} décisions vous attendent, la première pour «\u00a0${program}\u00a0».`,
    working: (_reader, { program, asks, programs }) =>
      asks === 1
        ? `«\u00a0${program}\u00a0» a une demande en cours (aide ou décision).`
        : programs === 1
          ? `«\u00a0${program}\u00a0» a ${asks} demandes en cours (aide ou décision).`
          : `${asks} demandes sont en cours, la première pour «\u00a0${program}\u00a0».`,
  },
  newRed: (reader, { program, since, asksNothing }) =>
    `«\u00a0${program}\u00a0» est ${since === undefined ? "hors trajectoire" : `hors trajectoire depuis le ${longDate(reader, since)}`}${asksNothing ? ", sans demande de décision" : ""}.`,
  wasRed: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» est sans mise à jour récente\u00a0; son dernier statut${since === undefined ? "" : `, le ${longDate(reader, since)},`} était hors trajectoire.`,
  newAmber: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» est ${since === undefined ? "à risque" : `à risque depuis le ${longDate(reader, since)}`}.`,
  doubted: (reader, { program, facts, since }) =>
    `«\u00a0${program}\u00a0» est annoncé conforme, mais ${facts === 1 ? "un fait le contredit" : `${number(reader, facts)} faits le contredisent`}${since === undefined ? "" : `\u00a0; question posée le ${longDate(reader, since)}, sans réponse à ce jour`}.`,
  closed: (reader, { program, since, by }) =>
    `«\u00a0${program}\u00a0» a été clos${since === undefined ? "" : ` le ${longDate(reader, since)}`}${by === null ? "" : ` par ${by}`}.`,
  slippedDate: (reader, { program, from, to }) =>
    `«\u00a0${program}\u00a0» a repoussé une échéance du ${longDate(reader, from)} au ${longDate(reader, to)}.`,
  standing: (rhythm, { program, colour, periods, asksNothing }) => {
    const { the, nth } = frNth(rhythm, periods);
    const long =
      periods > HISTORY_PERIODS
        ? `depuis plus de ${HISTORY_PERIODS} ${frUnit(rhythm, HISTORY_PERIODS)}`
        : `pour ${the} ${nth}`;
    return `«\u00a0${program}\u00a0» est ${{ amber: "à risque", red: "hors trajectoire" }[colour]} ${long}${asksNothing ? ", sans demande de décision" : ""}.`;
  },
  decided: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» a obtenu une décision${since === undefined ? "" : ` le ${longDate(reader, since)}`}.`,
  number: (program, measure) => `«\u00a0${program}\u00a0»\u00a0: ${measure.replace(/\.$/, "")}.`,
  recovered: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» est de nouveau conforme${since === undefined ? "" : ` depuis le ${longDate(reader, since)}`}.`,
  value: ({ program }) => `«\u00a0${program}\u00a0» indique la valeur livrée.`,
  silent: (reader, { program, programs, names }, of) =>
    programs === 1
      ? `«\u00a0${program}\u00a0» n’a pas répondu.`
      : `${number(reader, programs)} programmes sur ${number(reader, of)} n’ont pas répondu${names.length < programs ? ", dont " : "\u00a0: "}${list(reader, names)}.`,
  nothingNeeded: {
    executive: "Aucune action attendue de votre part.",
    working: "Aucune demande en cours, et aucun programme n’est passé hors trajectoire.",
  },
  noRequest: (voice, { isPart, isOnlyNew, isGrey, isByRecord }) => {
    const said = {
      executive: isByRecord
        ? "Aucune demande de décision ne vous est adressée au registre"
        : isPart
          ? "Rien de ce qui suit n’appelle de décision de votre part"
          : "Aucune décision ne vous attend",
      working: isOnlyNew ? "Aucune nouvelle demande" : "Aucune demande en cours",
    }[voice];
    return isGrey ? `${said}, mais aucun statut récent.` : `${said}.`;
  },
  silence: (reader, since) =>
    since === null ? "Aucune réponse pour l’instant." : `Aucune réponse depuis le ${longDate(reader, since)}.`,
  rest: (reader, { programs, of }, all) =>
    of === "some"
      ? `Au moins ${number(reader, programs)} des ${number(reader, all)} programmes ${plural("fr", programs, "n’appelle", "n’appellent")} aucune action de votre part.`
      : programs === 1
        ? "L’autre programme n’appelle aucune action de votre part."
        : `Les ${number(reader, programs)} autres programmes n’appellent aucune action de votre part.`,
};

export function headlineTexts(reader: Pick<Reader, "locale">): typeof en {
  return textsFor({ en, fr }, reader);
}
