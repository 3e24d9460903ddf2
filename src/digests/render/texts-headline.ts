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
      ? `“${program}” needed an answer by ${longDate(reader, neededBy)}, and it is overdue.`
      : `${number(reader, asks)} asks ${isReaders ? "to you" : isDecidable ? "that you can decide" : "told here"} are overdue, the first from “${program}”: it needed an answer by ${longDate(reader, neededBy)}.`,
  ask: {
    executive: (_reader: Reader, { program, asks, programs, isByRule, isElsewhere }: Case<"ask">) =>
      isByRule
        ? `${
            programs === 1
              ? `“${program}” asks ${asks === 1 ? "one thing" : `${asks} things`}`
              : `${asks} asks are open, the first from “${program}”`
          }; nobody has said who decides.`
        : isElsewhere
          ? programs === 1
            ? `${asks === 1 ? "An ask" : `${asks} asks`} to you from “${program}” ${plural("en", asks, "is", "are")} open.`
            : `${asks} asks to you are open, the first from “${program}”.`
          : asks === 1
            ? `“${program}” asks one thing of you.`
            : programs === 1
              ? `“${program}” asks ${asks} things of you.`
              : `${asks} asks wait for you, the first from “${program}”.`,
    working: (_reader: Reader, { program, asks, programs }: Case<"ask">) =>
      asks === 1
        ? `“${program}” asks for help or a decision.`
        : programs === 1
          ? `“${program}” asks for help or a decision ${asks === 2 ? "twice" : `${asks} times`}.`
          : `${asks} asks are open, the first from “${program}”.`,
  },
  newRed: (reader: Reader, { program, since, asksNothing }: Case<"new-red">) =>
    `${since === undefined ? `“${program}” is off track` : `“${program}” has been off track since ${longDate(reader, since)}`}${asksNothing ? " and asks for no decision" : ""}.`,
  wasRed: (reader: Reader, { program, since }: Case<"was-red">) =>
    `“${program}” has no recent update; its last status${since === undefined ? "" : `, on ${longDate(reader, since)},`} was off track.`,
  newAmber: (reader: Reader, { program, since }: Case<"new-amber">) =>
    since === undefined
      ? `“${program}” is at risk.`
      : `“${program}” has been at risk since ${longDate(reader, since)}.`,
  doubted: (reader: Reader, { program, facts, since }: Case<"doubted">) =>
    `“${program}” is reported on track, but ${facts === 1 ? "a fact speaks" : `${number(reader, facts)} facts speak`} against it${since === undefined ? "" : `; its owner was asked on ${longDate(reader, since)} and has not answered`}.`,
  closed: (reader: Reader, { program, since, by }: Case<"closed">) =>
    `“${program}” was closed${since === undefined ? "" : ` on ${longDate(reader, since)}`}${by === null ? "" : ` by ${by}`}.`,
  slippedDate: (reader: Reader, { program, from, to }: Case<"slipped-date">) =>
    `“${program}” moved a date from ${longDate(reader, from)} to ${longDate(reader, to)}.`,
  standing: (rhythm: Rhythm, { program, colour, periods, asksNothing }: Case<"standing">) =>
    `“${program}” ${periods > HISTORY_PERIODS ? "has been" : "is"} ${{ amber: "at risk", red: "off track" }[colour]} for ${
      periods > HISTORY_PERIODS
        ? `more than ${HISTORY_PERIODS} ${enUnit(rhythm, HISTORY_PERIODS)}`
        : `the ${enNth(rhythm, periods)}`
    }${asksNothing ? " and asks for no decision" : ""}.`,
  decided: (reader: Reader, { program, since }: Case<"decided">) =>
    `“${program}” got a decision${since === undefined ? "" : ` on ${longDate(reader, since)}`}.`,
  number: (program: string, measure: string) => `“${program}”: ${measure}.`,
  recovered: (reader: Reader, { program, since }: Case<"recovered">) =>
    since === undefined
      ? `“${program}” is back on track.`
      : `“${program}” has been back on track since ${longDate(reader, since)}.`,
  value: ({ program }: Case<"value">) => `“${program}” says what value it has delivered.`,
  silent: (reader: Reader, { program, programs, names }: Case<"silent">, of: number) =>
    programs === 1
      ? `“${program}” has not answered.`
      : `${number(reader, programs)} of ${number(reader, of)} programs have not answered: ${names.length < programs ? "among them " : ""}${list(reader, names)}.`,
  nothingNeeded: {
    executive: "Nothing is needed from you.",
    working: "Nobody has raised a request, and nothing has gone off track.",
  } satisfies Record<Voice, string>,
  /** What of it holds without a word on how the programs stand. */
  noRequest: (voice: Voice, { isPart, isOnlyNew, isGrey, isByRecord }: Flags) => {
    const said = {
      executive: isByRecord
        ? "No request for your decision is on record"
        : isPart
          ? "Nothing that is told here asks you for a decision"
          : "No decision waits for you",
      working: isOnlyNew ? "Nobody has raised a new request" : "Nobody has raised a request",
    }[voice];
    return isGrey ? `${said}, but no status is recent.` : `${said}.`;
  },
  silence: (reader: Reader, since: LocalDate | null) =>
    since === null ? "Nobody has answered so far." : `Nobody has answered since ${longDate(reader, since)}.`,
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
      : `${number(reader, asks)} demandes ${isReaders ? "qui vous sont adressées" : isDecidable ? "que vous pouvez trancher" : "ci-après"} sont en retard, la première de «\u00a0${program}\u00a0»\u00a0: la réponse était attendue pour le ${longDate(reader, neededBy)}.`,
  ask: {
    executive: (_reader, { program, asks, programs, isByRule, isElsewhere }) =>
      isByRule
        ? `${
            programs === 1
              ? `«\u00a0${program}\u00a0» demande ${asks === 1 ? "une chose" : `${asks} choses`}`
              : `${asks} demandes sont ouvertes, la première de «\u00a0${program}\u00a0»`
          }\u00a0; personne n’a dit qui décide.`
        : isElsewhere
          ? programs === 1
            ? `«\u00a0${program}\u00a0» vous a adressé ${asks === 1 ? "une demande, toujours ouverte" : `${asks} demandes, toujours ouvertes`}.`
            : `${asks} demandes qui vous sont adressées sont ouvertes, la première de «\u00a0${program}\u00a0».`
          : asks === 1
            ? `«\u00a0${program}\u00a0» attend une chose de vous.`
            : programs === 1
              ? `«\u00a0${program}\u00a0» attend ${asks} choses de vous.`
              : `${asks} demandes vous attendent, la première de «\u00a0${program}\u00a0».`,
    working: (_reader, { program, asks, programs }) =>
      asks === 1
        ? `«\u00a0${program}\u00a0» demande de l’aide ou une décision.`
        : programs === 1
          ? `«\u00a0${program}\u00a0» demande de l’aide ou une décision à ${asks} reprises.`
          : `${asks} demandes sont ouvertes, la première de «\u00a0${program}\u00a0».`,
  },
  newRed: (reader, { program, since, asksNothing }) =>
    `«\u00a0${program}\u00a0» est ${since === undefined ? "hors trajectoire" : `hors trajectoire depuis le ${longDate(reader, since)}`}${asksNothing ? " et ne demande aucune décision" : ""}.`,
  wasRed: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» est sans mise à jour récente\u00a0; sa dernière météo${since === undefined ? "" : `, le ${longDate(reader, since)},`} était hors trajectoire.`,
  newAmber: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» est ${since === undefined ? "à risque" : `à risque depuis le ${longDate(reader, since)}`}.`,
  doubted: (reader, { program, facts, since }) =>
    `«\u00a0${program}\u00a0» est annoncé conforme, mais ${facts === 1 ? "un fait dit" : `${number(reader, facts)} faits disent`} autre chose${since === undefined ? "" : `\u00a0; son responsable, interrogé le ${longDate(reader, since)}, n’a pas répondu`}.`,
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
    return `«\u00a0${program}\u00a0» est ${{ amber: "à risque", red: "hors trajectoire" }[colour]} ${long}${asksNothing ? " et ne demande aucune décision" : ""}.`;
  },
  decided: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» a obtenu une décision${since === undefined ? "" : ` le ${longDate(reader, since)}`}.`,
  number: (program, measure) => `«\u00a0${program}\u00a0»\u00a0: ${measure.replace(/\.$/, "")}.`,
  recovered: (reader, { program, since }) =>
    `«\u00a0${program}\u00a0» est de nouveau conforme${since === undefined ? "" : ` depuis le ${longDate(reader, since)}`}.`,
  value: ({ program }) => `«\u00a0${program}\u00a0» dit quelle valeur a été livrée.`,
  silent: (reader, { program, programs, names }, of) =>
    programs === 1
      ? `«\u00a0${program}\u00a0» n’a pas répondu.`
      : `${number(reader, programs)} programmes sur ${number(reader, of)} n’ont pas répondu\u00a0: ${names.length < programs ? "entre autres " : ""}${list(reader, names)}.`,
  nothingNeeded: {
    executive: "Rien n’est attendu de vous.",
    working: "Aucune demande n’a été déposée, et aucun programme n’est passé hors trajectoire.",
  },
  noRequest: (voice, { isPart, isOnlyNew, isGrey, isByRecord }) => {
    const said = {
      executive: isByRecord
        ? "Aucune demande de décision ne vous est adressée au registre"
        : isPart
          ? "Rien de ce qui suit n’attend de décision de vous"
          : "Aucune décision ne vous attend",
      working: isOnlyNew ? "Aucune nouvelle demande n’a été déposée" : "Aucune demande n’a été déposée",
    }[voice];
    return isGrey ? `${said}, mais aucune météo n’est récente.` : `${said}.`;
  },
  silence: (reader, since) =>
    since === null ? "Personne n’a répondu jusqu’ici." : `Personne n’a répondu depuis le ${longDate(reader, since)}.`,
  rest: (reader, { programs, of }, all) =>
    of === "some"
      ? `Au moins ${number(reader, programs)} des ${number(reader, all)} programmes ${plural("fr", programs, "n’attend", "n’attendent")} rien de vous.`
      : programs === 1
        ? "L’autre programme n’attend rien de vous."
        : `Les ${number(reader, programs)} autres programmes n’attendent rien de vous.`,
};

export function headlineTexts(reader: Pick<Reader, "locale">): typeof en {
  return textsFor({ en, fr }, reader);
}
