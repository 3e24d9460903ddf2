import { number, plural, type Reader } from "../../platform/texts/language.ts";
import type { OwnNumbers } from "./rules.ts";

const en = {
  head: "For you alone",
  note: "Nobody else is shown these lines. Copy them if you want to pass them on.",
  open: "You have promised:",
  nothingOpen: "You have no open promise here.",
  kept: (reader: Reader, { kept, of }: OwnNumbers["promises"]) =>
    `In the last twelve months you kept ${number(reader, kept)} of ${number(reader, of)} ${plural("en", of, "promise", "promises")} by its day.`,
  decided: (reader: Reader, { count, median, inTime, dated }: OwnNumbers["decisions"] & { median: number }) =>
    `${[
      `You took ${number(reader, count)} ${plural("en", count, "decision", "decisions")}; from ask to decision: ${number(reader, median)} working ${plural("en", median, "day", "days")} (median)`,
      ...(dated > 0 ? [`${number(reader, inTime)} of ${number(reader, dated)} by the day needed`] : []),
    ].join("; ")}.`,
  more: (reader: Reader, count: number) => `and ${number(reader, count)} more, under /drumbeat register`,
};

const fr: typeof en = {
  head: "À vous seulement",
  note: "Ces lignes ne sont montrées à personne d’autre. Copiez-les si vous souhaitez les transmettre.",
  open: "Vos engagements\u00a0:",
  nothingOpen: "Vous n’avez ici aucun engagement ouvert.",
  kept: (reader, { kept, of }) =>
    `Au cours des douze derniers mois, vous avez tenu à la date ${number(reader, kept)} ${plural("fr", kept, "engagement", "engagements")} sur ${number(reader, of)}.`,
  decided: (reader, { count, median, inTime, dated }) =>
    `${[
      `Vous avez pris ${number(reader, count)} ${plural("fr", count, "décision", "décisions")}\u00a0; de la demande à la décision\u00a0: ${number(reader, median)} ${plural("fr", median, "jour ouvré", "jours ouvrés")} (médiane)`,
      ...(dated > 0 ? [`${number(reader, inTime)} sur ${number(reader, dated)} à la date attendue`] : []),
    ].join("\u00a0; ")}.`,
  more: (reader, count) => `et ${number(reader, count)} de plus, sous /drumbeat registre`,
};

export const ownTexts = { en, fr };
