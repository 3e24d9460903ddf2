/** What the columns of a log are called, in English and French, and what may stand in those of a few values. Pure. */
import { textIn } from "../../cadences/questions/questions.ts";
import { type Called, dayAsCell, namesOf, numberAsCell } from "../../platform/texts/cells.ts";
import { capitalised, type Language } from "../../platform/texts/language.ts";
import { ITEM_TYPES, type ItemType, TYPES } from "../details.ts";
import type { ItemState } from "../table.ts";
import { registerTexts } from "../texts.ts";
import { type FieldKind, type ItemField, NO, YES } from "../types/item-type.ts";
import type { ExportedItem } from "./rules.ts";

/** Those of all types. */
const SHARED: Readonly<Record<string, Called>> = {
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
export const IMPORTED: ReadonlyMap<string, Called> = new Map([
  ...Object.entries(SHARED),
  ...FIELDS.flatMap(({ column, key, label, calledFr }): [string, Called][] =>
    column === null
      ? []
      : [[column, { en: [column, `details.${key}`, textIn(label, "en")], fr: calledFr ?? [textIn(label, "fr")] }]],
  ),
]);

/** What an export says beside that, and an import does not read; but for the code, by which it knows its own again. */
export const EXPORTED = {
  program: { en: ["program"], fr: ["Programme"] },
  code: { en: ["code"], fr: ["Code"] },
  raisedBy: { en: ["raisedBy"], fr: ["Saisi par"] },
  raisedAt: { en: ["raisedAt"], fr: ["Saisi le"] },
  originalDue: { en: ["originalDue"], fr: ["Échéance d’origine"] },
  moves: { en: ["moves"], fr: ["Reports"] },
  closedAt: { en: ["closedAt"], fr: ["Clos le"] },
  replacedBy: { en: ["replacedBy"], fr: ["Remplacé par"] },
  permalink: { en: ["permalink"], fr: ["Lien"] },
} as const satisfies Record<string, Called>;

/** The head of a particular in an export. */
export function headOf(language: Language, key: string): string {
  const column = FIELDS.find((one) => one.key === key && one.column !== null)?.column;
  const called = column === undefined || column === null ? undefined : IMPORTED.get(column);
  return language === "fr" && called ? called.fr[0] : `details.${key}`;
}

/** How a particular of an item is told: of what kind it is. */
export function kindOf(type: ItemType, key: string): FieldKind | undefined {
  const fields: readonly ItemField[] = TYPES[type].fields;
  return fields.find((one) => one.key === key)?.kind;
}

/** A value as it is stored, and what it may be called; the first is how an export in French has it. */
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

/** Every name that a column may have. */
export function columnCalled(names: ReadonlyMap<string, Called>): readonly (readonly [string, string[]])[] {
  return [...names].map(([column, called]) => [column, [column, ...namesOf(called)]] as const);
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

const DAYS: ReadonlySet<string> = new Set(["raisedAt", "due", "originalDue", "closedAt"]);

/** A column for each particular that an item has; the history is in the other format. What it says, an import reads. */
export function tableOf(items: readonly ExportedItem[], language: Language): string[][] {
  const keys = [...new Set(items.flatMap(({ details }) => Object.keys(details)))].sort();
  const called = new Map([...IMPORTED, ...Object.entries(EXPORTED)]);
  const heads = FIXED.map((column) => (language === "fr" ? (called.get(column)?.fr[0] ?? column) : column));
  return [
    [...heads, ...keys.map((key) => headOf(language, key))],
    ...items.map((item) => [
      ...FIXED.map((column) => fixedCell(item, column, language)),
      ...keys.map((key) => detailCell(item.type, key, item.details[key], language)),
    ]),
  ];
}

function fixedCell(item: ExportedItem, column: (typeof FIXED)[number], language: Language): string {
  const value = item[column];
  if (language === "en") return cell(value);
  if (column === "type") return textIn(TYPES[item.type].name, "fr");
  if (column === "state") return capitalised(registerTexts.fr.state(item.type, item.state));
  return DAYS.has(column) && typeof value === "string" ? dayAsCell(language, value) : cell(value);
}

function detailCell(type: ItemType, key: string, value: unknown, language: Language): string {
  const kind = kindOf(type, key);
  if (language === "en" || value === undefined || value === null) return cell(value);
  if (kind?.is === "choice") return textIn(kind.options[String(value)] ?? String(value), language);
  if (kind?.is === "yes-no") return textIn(value === true ? YES : NO, language);
  if (kind?.is === "date") return dayAsCell(language, String(value));
  if (kind?.is === "lines" && Array.isArray(value)) return value.map(String).join("\n");
  return typeof value === "number" ? numberAsCell(language, value) : cell(value);
}

function cell(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
