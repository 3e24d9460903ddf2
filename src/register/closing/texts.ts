/** What the record says of itself to whoever closes a program. */
import { plural } from "../../platform/texts/language.ts";
import type { Group } from "./rules.ts";

const en = {
  heading: (count: number) => `${count} ${plural("en", count, "item is", "items are")} open in it`,
  group: {
    ask: "Asks",
    blocker: "Blockers",
    risk: "Risks",
    action: "Actions",
    appearance: "Appearances",
    dependency: "Dependencies",
    issue: "Issues",
    assumption: "Assumptions",
    decision: "Decisions",
  } satisfies Record<Group, string>,
  noOwner: "no owner yet",
  more: (count: number) => `And ${count} more: \`/drumbeat register\`.`,
  unread: (count: number) => `${count} ${plural("en", count, "is", "are")} not yours to read.`,
  goOn: (count: number) =>
    `${count} can be handed over: what somebody entered, completed or confirmed and everybody in the program may read. ` +
    "Whoever has a role there keeps it; else asks go to a sponsor there, the rest to the lead. All else is closed.",
  cameFrom: (code: string, program: string) => `handed over: it was ${code} in “${program}”, which was closed`,
  sameIn: (code: string, program: string) => `Goes on as ${code} in “${program}”`,
};

const fr: typeof en = {
  heading: (count) => `${count} ${plural("fr", count, "élément y est ouvert", "éléments y sont ouverts")}`,
  group: {
    ask: "Demandes",
    blocker: "Blocages",
    risk: "Risques",
    action: "Actions",
    appearance: "Interventions",
    dependency: "Dépendances",
    issue: "Problèmes",
    assumption: "Hypothèses",
    decision: "Décisions",
  },
  noOwner: "pas encore de porteur",
  more: (count) => `Et ${count} de plus\u00a0: \`/drumbeat register\`.`,
  unread: (count) => `${count} ${plural("fr", count, "ne vous est pas lisible", "ne vous sont pas lisibles")}.`,
  goOn: (count) =>
    `${count} ${plural("fr", count, "peut être transmis", "peuvent être transmis")}\u00a0: ce que quelqu’un a saisi, complété ou confirmé et que tout le programme peut lire. ` +
    "Qui y a un rôle le garde\u00a0; sinon les demandes vont à un sponsor de l’autre programme, le reste à son responsable. Tout le reste est clos.",
  cameFrom: (code, program) => `par transmission\u00a0: c’était ${code} dans «\u00a0${program}\u00a0», qui a été clos`,
  sameIn: (code, program) => `Se poursuit sous ${code} dans «\u00a0${program}\u00a0»`,
};

export const closingTexts = { en, fr };
