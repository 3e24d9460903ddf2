/**
 * What a type of the register is, said once. Its form, its reading, how it is shown, imported and told follow from the
 * declaration; what a type does beside that, plain functions of its own folder do. Pure.
 */
import { z } from "zod";
import type { LocalText } from "../../cadences/questions/questions.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import type { Language } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { TypeCode } from "../../programs/keys.ts";
import type { ItemState } from "../table.ts";

/** People's own words are `line`, `long` and `lines`; all else says of what kind, when, or how much. */
export type FieldKind =
  | { is: "line" | "long" }
  /** One a line. */
  | { is: "lines"; most: number }
  /** 1 to 5. */
  | { is: "score" }
  | { is: "number"; least: number; most: number }
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
  /** Of its block in the form; the key where none is said. */
  id: string;
  label: LocalText;
  hint?: LocalText | undefined;
  kind: FieldKind;
  /** In a log that is imported; null: it is not. */
  column: string | null;
  /** What that column is called in a French log, the usual first; its label where nothing is said. */
  calledFr?: readonly [string, ...string[]] | undefined;
  /** False: it is shown, and comes about otherwise. */
  isAsked: boolean;
}

type Said = Partial<Pick<ItemField, "id" | "hint" | "column" | "calledFr" | "isAsked">>;

/** `Key`: one of the schema, which the compiler holds it to. With `calledFr` it has a column, called as it is. */
export function field<Key extends string>(key: Key, label: LocalText, kind: FieldKind, more: Said = {}) {
  const column = more.calledFr ? key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : null;
  return { key, id: key, label, kind, column, isAsked: true, ...more };
}

/** What of the fields of all a type asks in its own way. */
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

/** Of most: open until it is done or dropped. */
const USUAL_MOVES: Moves = { open: ["done", "dropped"], done: ["open"], dropped: ["open"] };

type Moves = Partial<Record<ItemState, readonly ItemState[]>>;

/** A particular as it is read: its label, and what it says; undefined: nothing. */
export type Shown = [LocalText, string | undefined];

/** Says what is stored as its reader has it. */
export interface Saying {
  text(text: LocalText): string;
  day(date: LocalDate): string;
}

interface Declared<Type extends string, Schema extends z.ZodObject> {
  type: Type;
  /** `R` in `LOY-R-12`. */
  prefix: TypeCode;
  name: LocalText;
  /** As several are headed. */
  plural: LocalText;
  /** Of its French name: what is said of its state agrees with it. */
  genderFr: "masculine" | "feminine";
  /** What people type for it, in the singular; the first English one is the command. */
  words: Readonly<Record<Language, readonly [string, ...string[]]>>;
  schema: Schema;
  /** What one begins with of which nothing but the title is known. */
  blank?: z.input<Schema>;
  fields: readonly (ItemField & { key: Extract<keyof z.infer<Schema>, string> })[];
  /** How it is read, where that is more than its fields one by one. */
  shown?: (details: z.infer<Schema>, saying: Saying) => Shown[];
  /** Particulars in people's own words beside those that are asked as text. */
  otherWords?: readonly string[];
  form?: Partial<ItemForm>;
  moves?: Moves;
  /** The state in which one begins; default: open. */
  begins?: ItemState;
  /** Whoever it is with hears of it in messages of its own, and is not reminded with what else they own. */
  hasOwnMessages?: true;
  /** Read by those who lead, its owner and whom it is about alone, on screens of its own: it stands in no list, file or message. */
  isPrivate?: true;
}

export function defineItemType<const Type extends string, Schema extends z.ZodObject>(
  declared: Declared<Type, Schema>,
) {
  const { type, schema, fields, shown } = declared;
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
    blankOf: () => ({ type, details: schema.parse(declared.blank ?? {}) }),
    shownOf: (item: { type: string; details: unknown }, saying: Saying): Shown[] =>
      isOne(item) && shown ? shown(item.details, saying) : fields.map((one) => shownField(one, item.details, saying)),
    /** Which fields of it differ, as stored before and after: label, then what each said. */
    changesOf: (before: unknown, after: unknown, saying: Saying) =>
      fields.flatMap((one): [LocalText, string | undefined, string | undefined][] => {
        const [[label, was], [, is]] = [shownField(one, before, saying), shownField(one, after, saying)];
        return was === is ? [] : [[label, was, is]];
      }),
  };
}

const detailsOf = z.record(z.string(), z.unknown());

function shownField({ key, label, kind }: ItemField, details: unknown, saying: Saying): Shown {
  const value = detailsOf.parse(details)[key];
  return [label, value === undefined ? undefined : saidOf(kind, value, saying)];
}

function saidOf(kind: FieldKind, value: unknown, saying: Saying): string {
  if (kind.is === "choice") return saying.text(kind.options[String(value)] ?? String(value));
  if (kind.is === "yes-no") return saying.text(value === true ? YES : NO);
  if (kind.is === "date") return saying.day(String(value));
  return Array.isArray(value) ? value.join("\n") : String(value);
}

export const YES: LocalText = { en: "Yes", fr: "Oui" };
export const NO: LocalText = { en: "No", fr: "Non" };

export const text = z.string().min(1).max(3000);
export const date = z.iso.date();
