/** What the columns of a log are called, in English and French, and what may stand in those of a few values. Pure. */
import { textIn } from "../../cadences/questions/questions.ts";
import type { NamesByLanguage } from "../../platform/texts/cells.ts";
import { ITEM_TYPES, TYPES } from "../details.ts";
import type { ItemState } from "../table.ts";
import type { FieldKind, ItemField } from "../types/item-type.ts";
import type { ExportedItem } from "./rules.ts";

/** Those of all types. */
const SHARED: Readonly<Record<string, NamesByLanguage>> = {
  type: { en: ["type"], fr: ["Type", "Nature de l’élément"] },
  title: { en: ["title"], fr: ["Intitulé", "Titre", "Libellé", "Sujet"] },
  description: { en: ["description"], fr: ["Description", "Détail", "Commentaire"] },
  owner: { en: ["owner"], fr: ["Porteur", "Responsable", "Pilote", "Qui"] },
  due: { en: ["due"], fr: ["Échéance", "Date", "Date cible", "Pour le"] },
  state: { en: ["state"], fr: ["État", "Statut"] },
};

const FIELDS: readonly ItemField[] = Object.values(TYPES).flatMap(({ fields }): readonly ItemField[] => fields);

/**
 * By column, as it is called in English; in the order in which they are named. What stands in one that an item’s type does
 * not have is not read.
 */
export const IMPORTED: ReadonlyMap<string, NamesByLanguage> = new Map([
  ...Object.entries(SHARED),
  ...FIELDS.flatMap(({ column, key, label, calledFr }): [string, NamesByLanguage][] =>
    column === null
      ? []
      : [[column, { en: [column, `details.${key}`, textIn(label, "en")], fr: calledFr ?? [textIn(label, "fr")] }]],
  ),
]);

/** A value as it is stored, and what it may be called; the first is how a message in French has it. */
type Values = Readonly<Record<string, readonly [string, ...string[]]>>;

export const TYPE_VALUES: Values = Object.fromEntries(
  ITEM_TYPES.map((type) => {
    const { name, words } = TYPES[type];
    return [type, [textIn(name, "fr"), ...words.fr, textIn(name, "en"), ...words.en]] as const;
  }),
);

/** What an item in a state of the register is, when it comes in: open or over. */
export const STATE_VALUES = {
  open: ["Ouvert", "Ouverte", "En cours", "À faire", "Pris en compte", "Prise en compte", "Brouillon", "draft"],
  active: ["En vigueur", "Active"],
  done: [
    "Terminé",
    "Terminée",
    "Clos",
    "Close",
    "Fait",
    "Faite",
    "Fermé",
    "Fermée",
    "Résolu",
    "Résolue",
    "Soldé",
    "closed",
  ],
  decided: ["Tranché", "Tranchée"],
  withdrawn: ["Retiré", "Retirée"],
  reached: ["Atteint", "Atteinte"],
  dropped: ["Abandonné", "Abandonnée"],
} as const satisfies Partial<Record<ItemState, readonly [string, ...string[]]>>;

/** Excel has TRUE and FALSE, VRAI and FAUX. */
export const YES_NO_VALUES: Values = { yes: ["Oui", "Vrai", "true", "x"], no: ["Non", "Faux", "false"] };

export function choiceValues({ options, alsoCalled }: Extract<FieldKind, { is: "choice" }>): Values {
  return Object.fromEntries(
    Object.entries(options).map(
      ([key, label]) => [key, [textIn(label, "fr"), textIn(label, "en"), ...(alsoCalled?.[key] ?? [])]] as const,
    ),
  );
}

const FIXED = [
  "program",
  "code",
  "type",
  "title",
  "description",
  "state",
  "owner",
  "raisedBy",
  "raisedAt",
  "due",
  "originalDue",
  "moves",
  "closedAt",
  "replacedBy",
  "permalink",
] as const satisfies (keyof ExportedItem)[];

/** A column for each particular that an item has, by its key; the history is in the other format. */
export function tableOf(items: readonly ExportedItem[]): string[][] {
  const keys = [...new Set(items.flatMap(({ details }) => Object.keys(details)))].sort();
  return [
    [...FIXED, ...keys.map((key) => `details.${key}`)],
    ...items.map((item) => [
      ...FIXED.map((column) => cell(item[column])),
      ...keys.map((key) => cell(item.details[key])),
    ]),
  ];
}

function cell(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
