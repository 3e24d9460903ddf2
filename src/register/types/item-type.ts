/**
 * Declares a type of the register. Its form, validation, display and import follow from the declaration; anything else a type
 * does is a plain function in its own folder. Pure.
 */
import { z } from "zod";
import type { LocalText } from "../../cadences/questions/questions.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import type { Language } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { TypeCode } from "../../programs/keys.ts";

/** People's own words are `line`, `long` and `lines`; all else says of what kind, when, or how much. */
export type FieldKind =
  | { is: "line" | "long"; longest?: number }
  /** Several words of people's own, one a line. */
  | { is: "lines"; most: number }
  /** 1 to 5. */
  | { is: "score" }
  /** `usual`: where nothing is given; without one it may stay empty. */
  | { is: "number"; least: number; most: number; usual?: number }
  /** A decimal number, as exact text. */
  | { is: "decimal"; isAboveZero?: true }
  /** A day and the number that must be reached by it, one a line. */
  | { is: "waypoints"; most: number }
  /** A fiscal year, by that in which it ends. */
  | { is: "year" }
  /** Ids of other items of the register, and of programs: chosen from what is offered. */
  | { is: "items" | "programs"; most: number }
  /** `isAlways`: no answer is no. */
  | { is: "yes-no"; isAlways?: true }
  /** `isPast`: not after today. */
  | { is: "date"; isPast?: true }
  | { is: "time" }
  /** One of those in which people of the workspace live. */
  | { is: "zone" }
  /**
   * `fallback`: where nothing is chosen; without one it may stay empty. `alsoCalled`: as people write it in a log beside the
   * words of the form.
   */
  | {
      is: "choice";
      options: Readonly<Record<string, LocalText>>;
      fallback?: string;
      alsoCalled?: Readonly<Record<string, readonly string[]>>;
    };

export interface ItemField {
  key: string;
  /** Of its block in the form; default: the key. */
  id: string;
  label: LocalText;
  hint?: LocalText | undefined;
  kind: FieldKind;
  /** In a log that is imported; null: it is not. */
  column: string | null;
  /** Names of that column in a French log, the usual first; default: its label. */
  calledFr?: readonly [string, ...string[]] | undefined;
  /** False: it is shown, and comes about otherwise. */
  isAsked: boolean;
  isRequired: boolean;
}

type FieldOptions = Partial<Pick<ItemField, "id" | "hint" | "column" | "calledFr" | "isAsked" | "isRequired">>;

/** `Key`: one of the schema, which the compiler holds it to. With `calledFr` it has a column, called as it is. */
export function field<Key extends string>(key: Key, label: LocalText, kind: FieldKind, options: FieldOptions = {}) {
  const column = options.calledFr ? key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : null;
  return { key, id: key, label, kind, column, isAsked: true, isRequired: false, ...options };
}

/** A line of people's own words, with the names of its column in a French log. */
export function line<Key extends string>(key: Key, label: LocalText, calledFr: readonly [string, ...string[]]) {
  return field(key, label, { is: "line" }, { calledFr });
}

/** Labels of the common fields, where a type has its own. */
export interface ItemForm {
  title: LocalText;
  titleHint?: LocalText;
  owner: LocalText;
  ownerHint?: LocalText;
  isOwnerOptional?: true;
  due: LocalText;
  isDueOptional?: true;
}

const USUAL_FORM: ItemForm = {
  title: { en: "Title", fr: "Intitulé" },
  owner: { en: "Owner", fr: "Porteur" },
  ownerHint: { en: "The one person accountable.", fr: "Une seule personne, qui en répond." },
  due: { en: "Due", fr: "Échéance" },
};

/**
 * open → done | dropped. A request: open → decided | withdrawn. A milestone: open → reached | dropped. A measure and an
 * objective: open → reached | not-reached | dropped. A decision is active until another one replaces it; it is never edited.
 */
export const ITEM_STATES = [
  "open",
  "active",
  "done",
  "decided",
  "withdrawn",
  "replaced",
  "reached",
  "not-reached",
  "dropped",
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Of most: open until it is done or dropped. */
const USUAL_MOVES: Moves = { open: ["done", "dropped"], done: ["open"], dropped: ["open"] };

/** Into which states an item may go, by the state that it is in. */
export type Moves = Partial<Record<ItemState, readonly ItemState[]>>;

/** A field as it is displayed: label and value. */
export type Shown = [LocalText, string | undefined];

/** Formats stored values for a reader. */
export interface Format {
  text(text: LocalText): string;
  day(date: LocalDate): string;
  decimal(value: string): string;
  /** What items and programs are called, by their ids; those that the reader may not know are counted. */
  names(ids: readonly string[]): string;
}

interface Declared<Type extends string, Schema extends z.ZodObject> {
  type: Type;
  /** `R` in `LOY-R-12`. */
  prefix: TypeCode;
  name: LocalText;
  /** As several are headed. */
  plural: LocalText;
  /** Of its French name, so that its state agrees with it. */
  genderFr: "masculine" | "feminine";
  /** What people type for it, in the singular; the first English one is the command. */
  words: Readonly<Record<Language, readonly [string, ...string[]]>>;
  schema: Schema;
  /** Details of a new item that has only a title. */
  blank?: z.input<Schema>;
  fields: readonly (ItemField & { key: Extract<keyof z.infer<Schema>, string> })[];
  /** How it is read, where that is more than its fields one by one. */
  shown?: (details: z.infer<Schema>, format: Format) => Shown[];
  /** What else its history tells of a change beside the fields, of details as they are stored. */
  followed?: (details: unknown, format: Format) => Shown;
  /** Particulars in people's own words beside those that are asked as text. */
  otherWords?: readonly string[];
  form?: Partial<ItemForm>;
  moves?: Moves;
  /** The state in which one begins; default: open. */
  begins?: ItemState;
  /** Its owner gets separate messages about it and no reminder with their other items. */
  hasOwnMessages?: true;
  /** Read by those who lead, its owner and whom it is about alone, on screens of its own: it stands in no list, file or message. */
  isPrivate?: true;
}

export function defineItemType<const Type extends string, Schema extends z.ZodObject>(
  declared: Declared<Type, Schema>,
) {
  const { type, schema, fields, shown, followed } = declared;
  const readStored = jsonColumn(schema.transform((details) => ({ type, details })));
  const isOne = (item: { type: string; details: unknown }): item is { type: Type; details: z.infer<Schema> } =>
    item.type === type;
  return {
    ...declared,
    form: { ...USUAL_FORM, ...declared.form },
    moves: declared.moves ?? USUAL_MOVES,
    begins: declared.begins ?? ("open" as const),
    hasOwnMessages: declared.hasOwnMessages === true,
    isPrivate: declared.isPrivate === true,
    wordKeys: [
      ...fields.flatMap(({ key, kind }) => (["line", "long", "lines"].includes(kind.is) ? [key] : [])),
      ...(declared.otherWords ?? []),
    ],
    /** Throws where the column holds something else. */
    readStored,
    /** With these particulars, as a form or a log has them. Throws where they are none of this type. */
    of: (details: Readonly<Record<string, unknown>>) => ({ type, details: schema.parse(details) }),
    /** Type and particulars, as a reading has them. */
    typed: z.object({ type: z.literal(type), details: schema }),
    blankOf: () => ({ type, details: schema.parse(declared.blank ?? {}) }),
    shownOf: (item: { type: string; details: unknown }, format: Format): Shown[] =>
      isOne(item) && shown ? shown(item.details, format) : fields.map((each) => shownField(each, item.details, format)),
    /** The fields that differ between two stored versions: label, value before, value after. */
    changesOf: (before: unknown, after: unknown, format: Format) =>
      [
        ...fields.map((each) => (details: unknown) => shownField(each, details, format)),
        ...(followed ? [(details: unknown) => followed(details, format)] : []),
      ].flatMap((shownIn): [LocalText, string | undefined, string | undefined][] => {
        const [label, was] = shownIn(before);
        const [, is] = shownIn(after);
        return was === is ? [] : [[label, was, is]];
      }),
  };
}

const detailsOf = z.record(z.string(), z.unknown());

function shownField({ key, label, kind }: ItemField, details: unknown, format: Format): Shown {
  const value = detailsOf.parse(details)[key];
  return [label, value === undefined ? undefined : formatted(kind, value, format)];
}

function formatted(kind: FieldKind, value: unknown, format: Format): string {
  if (kind.is === "choice") return format.text(kind.options[String(value)] ?? String(value));
  if (kind.is === "yes-no") return format.text(value === true ? YES : NO);
  if (kind.is === "date") return format.day(String(value));
  if (kind.is === "decimal") return format.decimal(String(value));
  if (kind.is === "waypoints") return waypointLines(waypointsIn.parse(value), format).join("\n");
  if (kind.is === "items" || kind.is === "programs") return format.names(idsIn.parse(value));
  return Array.isArray(value) ? value.join("\n") : String(value);
}

const waypointsIn = z.array(z.object({ on: z.string(), value: z.string() }));
const idsIn = z.array(z.string());

/** As they are written in a form: `30 Jun 2027 2.9`. */
export function waypointLines(
  waypoints: readonly { on: LocalDate; value: string }[],
  format: Pick<Format, "day" | "decimal">,
): string[] {
  return waypoints.map(({ on, value }) => `${format.day(on)} ${format.decimal(value)}`);
}

export const YES: LocalText = { en: "Yes", fr: "Oui" };
export const NO: LocalText = { en: "No", fr: "Non" };

export const text = z.string().min(1).max(3000);
export const date = z.iso.date();
