/**
 * What the columns of a log are called, in English and French, what may stand in those of a few values, and how an item stands
 * in an export. Pure.
 */
import { z } from "zod";
import { textIn } from "../../cadences/questions/questions.ts";
import type { NamesByLanguage } from "../../platform/texts/cells.ts";
import { localDateOf } from "../../platform/time.ts";
import { codeInProgram, readableNote, redacted } from "../codes-and-transitions.ts";
import { ITEM_TYPES, type ItemType, TYPES } from "../item-types.ts";
import type { Item, ItemEvent } from "../items.ts";
import type { FieldKind, ItemField, ItemState } from "../types/item-type.ts";
import type { Tool } from "./tools.ts";
import type { Values } from "./values.ts";

/** The columns that items of all types have. */
const SHARED: Readonly<Record<string, NamesByLanguage>> = {
  type: { en: ["type", "item type", "issue type"], fr: ["Type", "Nature de l’élément", "Type de ticket"] },
  title: {
    en: ["title", "summary", "task name", "name"],
    fr: ["Intitulé", "Titre", "Libellé", "Sujet", "Résumé", "Nom de la tâche"],
  },
  description: { en: ["description", "details", "notes"], fr: ["Description", "Détail", "Commentaire"] },
  owner: {
    en: ["owner", "assignee", "assigned to"],
    fr: ["Porteur", "Responsable", "Pilote", "Qui", "Attribué à", "Affecté à", "Personne assignée"],
  },
  due: {
    en: ["due", "due date", "deadline", "target date", "date"],
    fr: ["Échéance", "Date", "Date cible", "Pour le", "Date d’échéance"],
  },
  state: { en: ["state", "status", "progress"], fr: ["État", "Statut", "Progression", "Avancement"] },
};

/** What the register's own export says of an item beside that, as it heads its columns. */
const OF_EXPORT = {
  key: { en: ["id"], fr: ["Identifiant", "N°"] },
  program: { en: ["program"], fr: ["Programme"] },
  code: { en: ["code"], fr: ["Code"] },
  originalDue: { en: ["originalDue"], fr: ["Première échéance"] },
  moves: { en: ["moves"], fr: ["Reports"] },
  replacedBy: { en: ["replacedBy"], fr: ["Remplacé par"] },
  disclosure: { en: ["disclosure"], fr: ["Diffusion"] },
} as const satisfies Readonly<Record<string, NamesByLanguage>>;

/** Particulars that no form asks for and that say the same elsewhere: they come back as the export wrote them. */
const CARRIED: Partial<Record<ItemType, readonly string[]>> = {
  decision: ["decidedBy"],
  request: ["options", "isYesOrNo", "isToOwnBody", "recommended", "why", "currency"],
  measure: ["firstTarget"],
};

/** In the order in which they are read. */
export function carriedBy(type: ItemType): readonly string[] {
  return CARRIED[type] ?? [];
}

const FIELDS: readonly ItemField[] = Object.values(TYPES).flatMap(({ fields }): readonly ItemField[] => fields);

/** Of a field, as a log heads it; by its key alone where no log has it but the register's own export. */
export function columnOf({ column, key }: Pick<ItemField, "column" | "key">): string {
  return column ?? key;
}

/**
 * By column, as it is called in English; in the order in which they are named. What stands in one that an item’s type does
 * not have is not read.
 */
const OF_LOGS: ReadonlyMap<string, NamesByLanguage> = new Map([
  ...Object.entries(SHARED),
  ...FIELDS.flatMap((field): [string, NamesByLanguage][] => {
    const { column, key, label, calledFr } = field;
    if (column === null) return [];
    return [[column, { en: [column, `details.${key}`, textIn(label, "en")], fr: calledFr ?? [textIn(label, "fr")] }]];
  }),
]);

/** Those that only the register's own export has. */
const OF_DETAILS: readonly [string, NamesByLanguage][] = [
  ...FIELDS.flatMap((field) => (field.column === null ? [columnOf(field)] : [])),
  ...Object.values(CARRIED).flat(),
  "outcome",
].map((key) => [key, { en: [`details.${key}`], fr: [`details.${key}`] }]);

/** The columns that are read of a log, of the register's own export, and of a tool’s. */
export function columnsOf(tool: Tool | null): ReadonlyMap<string, NamesByLanguage> {
  const columns = new Map<string, NamesByLanguage>([...OF_DETAILS, ...OF_LOGS, ...Object.entries(OF_EXPORT)]);
  if (tool) columns.delete("key");
  for (const [column, names] of Object.entries(tool?.columns ?? {})) {
    const { en, fr } = columns.get(column) ?? { en: [], fr: [] };
    columns.set(column, { en: [names.en[0], ...names.en, ...en], fr: [names.fr[0], ...names.fr, ...fr] });
  }
  return columns;
}

/** The first name is how a message in French has it. */
export const TYPE_VALUES: Values<string> = Object.fromEntries(
  ITEM_TYPES.map((type) => {
    const { name, words } = TYPES[type];
    const others = type === "action" ? ["Tâche", "task"] : [];
    return [type, [textIn(name, "fr"), ...words.fr, textIn(name, "en"), ...words.en, ...others]] as const;
  }),
);

const listed = (words: string) => words.split(/,\s+/);

/** What an item in a state of the register is, when it comes in: open or over; also as tools and logs in Excel say it. */
export const STATE_VALUES = {
  open: listed(`Ouvert, Ouverte, En cours, À faire, Pris en compte, Prise en compte, Brouillon, draft, Non démarré,
    Nouveau, Nouvelle, Planifié, Planifiée, En attente, En revue, Bloqué, Bloquée, Rouvert, Rouverte, To do, Backlog,
    Selected for development, In progress, In review, Not started, New, Ongoing, Planned, Pending, On hold, Blocked,
    Reopened`),
  active: listed("En vigueur, Active"),
  done: listed(`Terminé, Terminée, Clos, Close, Fait, Faite, Fermé, Fermée, Résolu, Résolue, Soldé, Soldée, Achevé,
    Achevée, Effectué, Effectuée, Traité, Traitée, closed, Complete, Completed, Finished, Resolved, Mitigated`),
  decided: listed("Tranché, Tranchée"),
  withdrawn: listed("Retiré, Retirée"),
  replaced: listed("Remplacé, Remplacée, Superseded"),
  reached: listed("Atteint, Atteinte"),
  "not-reached": listed("Non atteint, Non atteinte, not reached"),
  dropped: listed(`Abandonné, Abandonnée, Annulé, Annulée, Rejeté, Rejetée, Ne sera pas fait, Cancelled, Canceled,
    Rejected, Won’t do, Won’t fix, Duplicate, Obsolete`),
} as const satisfies Partial<Record<ItemState, readonly string[]>>;

/** Excel has TRUE and FALSE, VRAI and FAUX. */
export const YES_NO_VALUES: Values<"yes" | "no"> = { yes: ["Oui", "Vrai", "true", "x"], no: ["Non", "Faux", "false"] };

const valuesByKind = new WeakMap<FieldKind, Values<string>>();

export function choiceValues(kind: Extract<FieldKind, { is: "choice" }>): Values<string> {
  const known = valuesByKind.get(kind);
  if (known) return known;
  const { options, alsoCalled } = kind;
  const values = Object.fromEntries(
    Object.entries(options).map(
      ([key, label]) => [key, [textIn(label, "fr"), textIn(label, "en"), ...(alsoCalled?.[key] ?? [])]] as const,
    ),
  );
  valuesByKind.set(kind, values);
  return values;
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
  "disclosure",
  "permalink",
  "id",
] as const satisfies (keyof ExportedItem)[];

/** A column for each particular that an item has, by its key; the history is in the other format. */
export function tableOf(items: readonly ExportedItem[]): string[][] {
  const keys = [...new Set(items.flatMap(({ details }) => Object.keys(details)))].sort();
  return [
    [...FIXED, ...keys.map((key) => `details.${key}`)],
    ...items.map((item) => [...FIXED.map((column) => cell(item[column])), ...keys.map((key) => cellOf(item, key))]),
  ];
}

function cellOf({ type, details }: ExportedItem, key: string): string {
  const fields: readonly ItemField[] = TYPES[type].fields;
  const kind = fields.find((field) => field.key === key)?.kind.is;
  if (kind === "lines") return lines.parse(details[key]).join("\n");
  return kind !== undefined && LISTED.includes(kind) ? cellOfList(details[key]) : cell(details[key]);
}

const lines = z.array(z.string()).catch([]);
const LISTED: readonly FieldKind["is"][] = ["items", "programs", "waypoints"];
const listCells = z.array(z.union([z.string(), z.object({ on: z.string(), value: z.string() })])).catch([]);

/** Codes, keys, and days with their numbers, as an import reads them. */
function cellOfList(value: unknown): string {
  return listCells
    .parse(value)
    .map((each) => (typeof each === "string" ? each : `${each.on} ${each.value}`))
    .join("; ");
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** One item of the export. Whoever has none of its `names` is null; days are as UTC has them: nobody reads the minute. */
export type ExportedItem = ReturnType<typeof exportedItem>;

/** The items of programs with what an export says of each. */
export interface ToExport {
  program: string;
  /** Of a decision, as the request has it that it answers. */
  item: Item;
  replacedBy: string | null;
  /** The codes of the measures of an objective and the keys of the programs that serve it, by id. */
  called: ReadonlyMap<string, string>;
  events: ItemEvent[];
}

/** Which of these people, by id, are in them. */
export function peopleToExport(found: readonly ToExport[], people: ReadonlySet<string>): string[] {
  const ids = new Set<string>();
  for (const { item, events } of found) {
    const mentioned = [item.owner_id, item.raised_by, item.details, events.map(({ actor_id }) => actor_id)];
    JSON.stringify(mentioned, (_, value: unknown) => {
      if (typeof value === "string" && people.has(value)) ids.add(value);
      return value;
    });
  }
  return [...ids];
}

/** `names`: person id → what stands for them. Not by name: what only those who lead may read by its kind, state and dates alone. */
export function exportedItem(
  { program, item, replacedBy, called, events }: ToExport,
  names: ReadonlyMap<string, string>,
  { isNamed }: { isNamed: boolean },
) {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const exported = isNamed ? item : redacted(item);
  return {
    program,
    code: codeInProgram(item),
    type: item.type,
    title: exported.title,
    description: exported.description,
    state: item.state,
    owner: nameOf(item.owner_id),
    raisedBy: nameOf(item.raised_by),
    raisedAt: localDateOf(item.raised_at, "UTC"),
    due: item.due_on,
    originalDue: item.original_due_on,
    moves: item.due_moves,
    closedAt: item.closed_at && localDateOf(item.closed_at, "UTC"),
    /** The code of the one that took its place. */
    replacedBy,
    /** Link to the Slack message, where its author's name stands beside it. */
    permalink: isNamed ? item.permalink : null,
    disclosure: item.disclosure,
    /** By which an import knows it again, in whichever program. */
    id: item.id,
    details: withNames(exported.details, new Map([...called, ...names])),
    history: events.map(({ at, actor_id, event, note }) => ({
      at: localDateOf(at, "UTC"),
      by: nameOf(actor_id),
      event,
      note: isNamed ? note : readableNote(item, note),
    })),
  };
}

function withNames(details: object, names: ReadonlyMap<string, string>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(details, (_, value: unknown) => (typeof value === "string" ? (names.get(value) ?? value) : value)),
  );
}
