/**
 * A digest as data: what it says, in the order it says it, without a word of ours and with every word of people as they
 * stored it. Stored with the edition; the renderers put it into the reader's language.
 */

import { z } from "zod";
import type { Renewal } from "../health/rules-given.ts";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";
import { LEVELS } from "../register/escalation/rules.ts";
import { PHASES, type Phase } from "./phases/rules.ts";
import {
  byRule,
  colourOrGrey,
  date,
  headSchema,
  quoteSchema,
  rhythm,
  type Sources,
  sourceSchema,
  sources,
  type tally,
  title,
} from "./sections/fields.ts";
import { measureSchema } from "./sections/progress.ts";
import { participationSchema } from "./sections/rhythm.ts";
import { anyLineSchema, SECTION_NAMES } from "./sections/sections.ts";

export type Tally = z.infer<typeof tally>;

/**
 * `quote`: the lead's own line, where their answer gave the fact. `since`: when it was said.
 */
const bottomLine = {
  program: title,
  quote: quoteSchema.nullable(),
  since: date.optional(),
  ...sources,
};
/** Where no request is made by any program; left out: some are. */
const asksNothing = { asksNothing: z.literal(true).optional() };
/**
 * Nobody asks anything. `isPart`: some programs are held back. `isOnlyNew`: earlier requests wait for others. `isByRecord`:
 * words ask for something all the same, or may.
 */
const noRequest = {
  isPart: z.literal(true).optional(),
  isOnlyNew: z.literal(true).optional(),
  isByRecord: z.literal(true).optional(),
};
/** What says nothing of one program; `quote`: of the only one. */
const ofAll = { quote: quoteSchema.nullable(), ...sources };
const bottomLineSchema = z.discriminatedUnion("case", [
  /** An item at the end of its ladder, so many working days after the term of this level; `isReaders`: of the reader. */
  z.strictObject({
    case: z.literal("unanswered"),
    code: z.string(),
    days: z.number(),
    level: z.enum(LEVELS),
    isReaders: z.literal(true).optional(),
    ...bottomLine,
  }),
  /**
   * `asks`: how many are overdue, where it is more than this one; `isReaders`: each is the reader's to decide,
   * `isDecidable`: some by a rule alone.
   */
  z.strictObject({
    case: z.literal("overdue-ask"),
    neededBy: date,
    asks: z.number().optional(),
    isReaders: z.literal(true).optional(),
    isDecidable: z.literal(true).optional(),
    programs: z.number().optional(),
    ...bottomLine,
  }),
  z.strictObject({
    case: z.literal("ask"),
    asks: z.number(),
    programs: z.number(),
    /** Each waits for its author, or for the vote of the committee. */
    isElsewhere: z.literal(true).optional(),
    ...byRule,
    ...bottomLine,
  }),
  z.strictObject({ case: z.literal("new-red"), ...asksNothing, ...bottomLine }),
  z.strictObject({
    case: z.literal("standing"),
    colour: z.enum(["amber", "red"]),
    periods: z.number(),
    /** Whose periods these are, where they are not the digest's own. */
    rhythm: rhythm.optional(),
    ...asksNothing,
    ...bottomLine,
  }),
  /** It has no colour; its last one was red, given on `since`. */
  z.strictObject({ case: z.literal("was-red"), ...bottomLine }),
  /** On track, and so many facts were put to its owner that speak against it. */
  z.strictObject({ case: z.literal("doubted"), facts: z.number(), ...bottomLine }),
  /** `by`: whoever closed it, as far as that is known. */
  z.strictObject({ case: z.literal("closed"), by: z.string().nullable(), ...bottomLine }),
  z.strictObject({ case: z.literal("slipped-date"), from: date, to: date, ...bottomLine }),
  z.strictObject({ case: z.literal("new-amber"), ...bottomLine }),
  z.strictObject({ case: z.literal("decided"), ...bottomLine }),
  /** It has a target, and came nearer to it or went further away. */
  z.strictObject({ case: z.literal("number"), measure: measureSchema, ...bottomLine }),
  z.strictObject({ case: z.literal("recovered"), ...bottomLine }),
  z.strictObject({ case: z.literal("value"), ...bottomLine }),
  /** So many programs have not answered at all, of all that were asked (left out: of all that are told); some of their titles. */
  z.strictObject({
    case: z.literal("silent"),
    programs: z.number(),
    of: z.number().optional(),
    names: z.array(title),
    ...bottomLine,
  }),
  z.strictObject({
    case: z.literal("nothing-needed"),
    ...ofAll,
  }),
  /** `isGrey`: nobody said a colour who was asked. */
  z.strictObject({
    case: z.literal("no-request"),
    isGrey: z.literal(true).optional(),
    ...noRequest,
    ...ofAll,
  }),
  /** None of these holds: nothing is said of all. */
  z.strictObject({ case: z.literal("unsaid"), ...ofAll }),
  /** Nobody answered at all. */
  z.strictObject({ case: z.literal("silence"), since: date.nullable(), ...sources }),
]);
export type BottomLine = z.infer<typeof bottomLineSchema>;

export type Line = z.infer<typeof anyLineSchema>;
export type LineOf<Kind extends Line["kind"]> = Extract<Line, { kind: Kind }>;

const sectionSchema = z.strictObject({ section: z.enum(SECTION_NAMES), lines: z.array(anyLineSchema).min(1) });
export type Section = z.infer<typeof sectionSchema>;

/** From so many programs on it comes with its files, its list is a table, and its thread tells the others in a line each. */
export const FILES_FROM = 10;

/** Of a line with more sources than this only their number is told; `Show sources` lists them. */
export const MOST_NAMED = 12;

/** How a source is named to a reader. */
const citationSchema = z.strictObject({
  source: sourceSchema,
  /** Null for a round, and where nobody knows who closed a program. */
  author: z.string().nullable(),
  program: title,
  period: z.string(),
  /** The day. */
  answeredAt: date.nullable(),
});
export type Citation = z.infer<typeof citationSchema>;

/** By the keys of programs. */
const renewedSchema = z.array(z.strictObject({ key: z.string(), at: z.string() }));

const digestDocumentSchema = z.strictObject({
  reader: z.strictObject({ handle: z.string(), name: z.string(), locale: z.string(), zone: z.string() }),
  rhythm,
  period: z.strictObject({ label: z.string(), from: date, until: date }),
  cutOffAt: z.string(),
  /** `asksNothing`: it asks for nothing, by its words neither; of programs that are off track. `phase`: that its reader knows. */
  programs: z
    .array(
      z.strictObject({
        key: z.string(),
        title,
        isFlagship: z.literal(true).optional(),
        asksNothing: z.literal(true).optional(),
        phase: z.enum(PHASES).optional(),
      }),
    )
    .min(1),
  /** Left out because a lead holds them back, with who does. It says nothing of the programs, so it has no source. */
  heldBack: z.array(z.strictObject({ program: title, by: z.string() })).optional(),
  head: headSchema,
  bottomLine: bottomLineSchema,
  /** Of how many programs nothing is needed: of all, of all but those of the bottom line, or of some. */
  rest: z.strictObject({ programs: z.number(), of: z.enum(["all", "others", "some"]), ...sources }).optional(),
  /** Beside a bottom line that is about something else, where nothing above says it; its sources are those of the head. */
  noRequest: z.strictObject(noRequest).optional(),
  /** Other words for the bottom line, which keeps the original, and sentences that follow them. */
  wording: z.strictObject({ text: z.string(), remarks: z.array(z.string()), by: z.string() }).optional(),
  /** Of an edition that corrects another: what was wrong, in whose words, and which one it replaces. */
  correction: z
    .strictObject({
      edition: z.number(),
      replaces: z.strictObject({ edition: z.number(), sentAt: z.string().nullable() }),
      reason: z.string(),
      mark: z.enum(["en", "fr"]).nullable(),
      by: z.string(),
      /** The programs that it tells, or one that it replaces did, as the record was after the cut-off: when, in order. */
      renewed: renewedSchema.optional(),
    })
    .optional(),
  /** When all that it said was cleared. */
  clearedAt: z.string().optional(),
  /** Who approved it before it went. */
  approvedBy: z.array(z.string()).optional(),
  sections: z.array(sectionSchema),
  /** For its pictures: the colours of each program as a `portfolio` line has them; absent where there is no past. */
  colours: z
    .array(
      z.strictObject({
        program: title,
        colours: z.array(colourOrGrey.nullable()),
        trend: z.enum(["better", "same", "worse"]).nullable(),
      }),
    )
    .optional(),
  /**
   * For a picture: the asks of all programs that wait for an answer, whoever has them, by the facts of `overdue-asks`. Absent
   * in a weekly digest: there the lines of `asks` are shown.
   */
  openAsks: z.array(z.strictObject({ daysAgo: z.number(), isOverdue: z.boolean() })).optional(),
  /** The sources of all lines with no more than `MOST_NAMED`. */
  citations: z.array(citationSchema),
});
export type DigestDocument = z.infer<typeof digestDocumentSchema>;

const ofAsk = { program: title.optional(), sources: z.array(sourceSchema) };
const toldAskSchema = z.object({ neededBy: date.nullable(), ...ofAsk });
const goneAskSchema = z.object({
  kind: z.enum(["risen-ask", "withdrawn-ask", "redated-ask"]),
  neededBy: date.nullable().default(null),
  ...ofAsk,
});
const toldSchema = z.object({
  cutOffAt: z.string(),
  programs: z.array(z.object({ key: z.string(), title, phase: z.enum(PHASES).optional() })).optional(),
  correction: z.object({ renewed: renewedSchema.optional() }).optional(),
  heldBack: z.array(z.object({ program: title })).optional(),
  sections: z.array(z.object({ section: z.string(), lines: z.array(z.unknown()) })),
});

/** `at`: as of when. `neededBy`: null where that was not said. */
export interface ToldAsk {
  at: Instant;
  neededBy: LocalDate | null;
  isWithdrawn: boolean;
}

/** What a stored document tells that the next is compared with. */
export interface ToldBefore {
  /** How many had answered; null where it does not say. */
  participation: LineOf<"participation"> | null;
  /** Asks that wait or were withdrawn, by their item. */
  asks: ReadonlyMap<string, ToldAsk>;
  /** Titles of what it goes without. */
  heldBack: readonly string[];
  /** Of its programs, by key, the phase that its reader knows. */
  phases: ReadonlyMap<string, Phase>;
}

export function toldBeforeIn(stored: string): ToldBefore {
  return toldBeforeBy(JSON.parse(stored));
}

export function toldBeforeBy(document: unknown): ToldBefore {
  const told = toldSchema.safeParse(document).data;
  const linesIn = (wanted: string) =>
    told?.sections.flatMap(({ section, lines }) => (section === wanted ? lines : [])) ?? [];
  const asks = linesIn("asks").flatMap((line) => toldAskSchema.safeParse(line).data ?? []);
  const gone = linesIn("changed").flatMap((line) => goneAskSchema.safeParse(line).data ?? []);
  const atOf = (program: string | undefined) => {
    const key = told?.programs?.find((one) => one.title === program)?.key;
    return (key === undefined ? undefined : renewedAt(told?.correction, key)) ?? told?.cutOffAt ?? "";
  };
  return {
    participation: linesIn("rhythm").flatMap((line) => participationSchema.safeParse(line).data ?? [])[0] ?? null,
    heldBack: told?.heldBack?.map(({ program }) => program) ?? [],
    phases: new Map(told?.programs?.flatMap(({ key, phase }) => (phase ? [[key, phase] as const] : [])) ?? []),
    asks: new Map(
      [
        ...gone.map(({ kind, ...line }) => ({ ...line, isWithdrawn: kind === "withdrawn-ask" })),
        ...asks.map((line) => ({ ...line, isWithdrawn: false })),
      ].flatMap(({ sources, program, ...line }) => {
        const item = sources.find(({ kind }) => kind === "item");
        return item ? [[item.id, { at: atOf(program), ...line }] as const] : [];
      }),
    ),
  };
}

/** When the record was as this document tells it of a program. */
export function toldAsOf({ cutOffAt, correction }: DigestDocument, key: string): Instant {
  return renewedAt(correction, key) ?? cutOffAt;
}

function renewedAt(
  correction: { renewed?: z.infer<typeof renewedSchema> | undefined } | undefined,
  key: string,
): Instant | undefined {
  return correction?.renewed?.findLast((one) => one.key === key)?.at;
}

/** Of each program the corrections of these editions that told it anew, as far as they had by an instant. `renewed`: as stored. */
export function renewalsIn(
  editions: readonly { cut_off_at: Instant; renewed: string | null }[],
  by: Instant,
): ReadonlyMap<string, Renewal[]> {
  const renewals = new Map<string, Renewal[]>();
  for (const { cut_off_at: cutOffAt, renewed } of editions) {
    const told = renewed === null ? [] : renewedSchema.parse(JSON.parse(renewed)).filter(({ at }) => at <= by);
    for (const [key, at] of new Map(told.map((one) => [one.key, one.at])))
      renewals.set(key, [...(renewals.get(key) ?? []), { cutOffAt, at }]);
  }
  return renewals;
}

export function readDocument(stored: string): DigestDocument {
  return digestDocumentSchema.parse(JSON.parse(stored));
}

/** Everything that has sources, in order: its place is the line number under which the sources are stored. */
export function linesOf({ head, bottomLine, rest, sections }: DigestDocument): { sources: Sources }[] {
  return [head, bottomLine, ...sections.flatMap((section) => section.lines), ...(rest ? [rest] : [])];
}
