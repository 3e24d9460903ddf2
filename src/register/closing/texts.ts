/** What the record says of itself to whoever closes a program. */
import { plural } from "../../platform/texts/language.ts";

const en = {
  heading: (count: number) => `${count} ${plural("en", count, "item is", "items are")} open in it`,
  blockers: "Blockers",
  noOwner: "no owner yet",
  more: (count: number) => `And ${count} more: \`/drumbeat register\`.`,
  unread: (count: number) => `You can’t read ${count} of them.`,
  goOn: (count: number) =>
    `${count} can move to another program: items that someone entered, filled in or confirmed and that everyone in the program can read. ` +
    "Owners with a role there keep them; otherwise requests go to a sponsor there and the rest to the lead. Everything else is closed.",
  cameFrom: (code: string, program: string) => `moved here: it was ${code} in “${program}”, now closed`,
  sameIn: (code: string, program: string) => `Continues as ${code} in “${program}”`,
};

const fr: typeof en = {
  heading: (count) => `${count} ${plural("fr", count, "élément y est ouvert", "éléments y sont ouverts")}`,
  blockers: "Blocages",
  noOwner: "pas encore de porteur",
  more: (count) => `Et ${count} de plus\u00a0: \`/drumbeat registre\`.`,
  unread: (count) => `${count} ${plural("fr", count, "ne vous est pas accessible", "ne vous sont pas accessibles")}.`,
  goOn: (count) =>
    `${count} ${plural("fr", count, "peut passer", "peuvent passer")} dans un autre programme\u00a0: les éléments saisis, complétés ou confirmés par une personne et que tout le programme peut lire. ` +
    "Les porteurs qui y ont un rôle les gardent\u00a0; sinon, les demandes vont à un sponsor de l’autre programme, le reste à ses responsables. Tout le reste est clos.",
  cameFrom: (code, program) =>
    `venu d’un autre programme\u00a0: c’était ${code} dans «\u00a0${program}\u00a0», désormais clos`,
  sameIn: (code, program) => `Se poursuit sous ${code} dans «\u00a0${program}\u00a0»`,
};

export const closingTexts = { en, fr };
