/** What a set-up file says beside what is there: which of it is new, which is equal, and where the two differ. */
import type { AudienceMember } from "../cadences/audience/audience.ts";
import type { Question } from "../cadences/questions/questions.ts";
import type { WrittenRule } from "../cadences/recurrence/rule.ts";
import type { Disclosure } from "../cadences/table.ts";
import type { Language } from "../platform/texts/language.ts";
import type { Label } from "../programs/labels.ts";
import type { SeatRole } from "../programs/table.ts";
import { setupTexts } from "./texts-cli.ts";

/** A program with person ids and the channel's id in place of handles and names. */
export interface ProgramAsSet {
  labels: readonly Label[];
  shortKey: string;
  title: string;
  purpose: string;
  flagship: boolean;
  visibility: "members" | "workspace";
  channelId: string | null;
  seats: readonly { role: SeatRole; personId: string }[];
}

export interface CadenceAsSet {
  rule: WrittenRule;
  audience: AudienceMember[];
  readers: AudienceMember[];
  disclosure: Disclosure;
  questions: Question[];
  isRequired: boolean;
}

/** Null: there is none. */
type Value = string | null;

/** `gone` and `come`: those of a list that only one of the two has; `was` and `is`: short values, where there are any. */
export interface Difference {
  field: string;
  was?: Value;
  is?: Value;
  gone?: readonly string[];
  come?: readonly string[];
}

/** `nameOf`: a handle for a person's id. */
export function programDifferences(
  known: ProgramAsSet,
  wanted: ProgramAsSet,
  nameOf: (personId: string) => string,
): Difference[] {
  const seat = ({ role, personId }: ProgramAsSet["seats"][number]) => `${role} ${nameOf(personId)}`;
  const label = ({ name, value }: Label) => `${name}: ${value}`;
  return [
    ...valueDiffers("title", known.title, wanted.title),
    ...valueDiffers("purpose", known.purpose, wanted.purpose),
    ...valueDiffers("flagship", String(known.flagship), String(wanted.flagship)),
    ...valueDiffers("visibility", known.visibility, wanted.visibility),
    ...valueDiffers("channel", known.channelId, wanted.channelId),
    ...listDiffers("labels", known.labels.map(label), wanted.labels.map(label)),
    ...listDiffers("seats", known.seats.map(seat), wanted.seats.map(seat)),
  ];
}

export function cadenceDifferences(
  known: CadenceAsSet,
  wanted: CadenceAsSet,
  nameOf: (personId: string) => string,
): Difference[] {
  const asName = (member: AudienceMember) => nameOf(member);
  return [
    ...(sameJson(known.rule, wanted.rule) ? [] : [{ field: "rule" }]),
    ...listDiffers("audience", known.audience.map(asName), wanted.audience.map(asName)),
    ...listDiffers("readers", known.readers.map(asName), wanted.readers.map(asName)),
    ...valueDiffers("disclosure", known.disclosure, wanted.disclosure),
    ...(sameJson(known.questions, wanted.questions)
      ? []
      : [
          {
            field: "questions",
            ...onlyIn(
              known.questions.map(({ key }) => key),
              wanted.questions.map(({ key }) => key),
            ),
          },
        ]),
    ...valueDiffers("required", String(known.isRequired), String(wanted.isRequired)),
  ];
}

/** `title: Atlas → Atlas 2`, `seats: +team tom, −team lea`, or the field alone. */
export function differenceInWords(language: Language): (difference: Difference) => string {
  const { of, empty, none } = setupTexts[language];
  const inWords = (value: Value) => (value === null ? none : value || empty);
  return ({ field, was, is, gone = [], come = [] }) => {
    if (was !== undefined && is !== undefined) return of(field, `${inWords(was)} → ${inWords(is)}`);
    const members = [...come.map((one) => `+${one}`), ...gone.map((one) => `−${one}`)];
    return members.length > 0 ? of(field, members.join(", ")) : field;
  };
}

function valueDiffers(field: string, was: Value, is: Value): Difference[] {
  return sameJson(was, is) ? [] : [{ field, was, is }];
}

/** Lists without order. */
function listDiffers(field: string, known: readonly string[], wanted: readonly string[]): Difference[] {
  const { gone, come } = onlyIn(known, wanted);
  return gone.length + come.length === 0 ? [] : [{ field, gone, come }];
}

function onlyIn(known: readonly string[], wanted: readonly string[]) {
  const [before, after] = [new Set(known), new Set(wanted)];
  return {
    gone: known.filter((one) => !after.has(one)).sort(),
    come: wanted.filter((one) => !before.has(one)).sort(),
  };
}

function sameJson(one: unknown, other: unknown): boolean {
  return inOrder(one) === inOrder(other);
}

/** As JSON, whatever the order of the keys. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner !== "object" || inner === null || Array.isArray(inner)
      ? inner
      : Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))),
  );
}
