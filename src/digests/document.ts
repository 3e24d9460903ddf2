/**
 * A digest as data: what it says, in the order it says it, without a word of ours and with every word of people as they
 * stored it. Stored with the edition; the renderers put it into the reader's language.
 */
import { z } from "zod";
import { findingSchema } from "../health/rules-findings.ts";
import type { Renewal } from "../health/rules-standing.ts";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";
import {
  byRule,
  colour,
  colourOrGrey,
  date,
  inBoth,
  quoteSchema,
  rhythm,
  type Sources,
  sourceSchema,
  sources,
  tally,
  title,
} from "./sections/fields.ts";

export type Tally = z.infer<typeof tally>;

/** `before`: as the digest of the period before told it. `programs`: the same of each, in a longer digest over several. */
const participationSchema = z.strictObject({
  kind: z.literal("participation"),
  ...tally.shape,
  before: tally.nullable(),
  programs: z.array(z.strictObject({ program: title, ...tally.shape, before: tally.nullable() })).optional(),
  ...sources,
});

/** `toldBefore`: of the answers of the period those that an earlier digest told. `beside`: the others that this one tells. */
const headSchema = z.strictObject({
  kind: z.literal("head"),
  ...tally.shape,
  toldBefore: z.number().optional(),
  beside: z.number().optional(),
  checkIns: z.number(),
  ...sources,
});

/**
 * `quote`: the lead's own line, where their answer gave the fact. `since`: when it was said. `others`: how many programs
 * asked for nothing, in what was stored before `rest` told it with its sources.
 */
const measureSchema = z.strictObject({
  label: inBoth,
  value: z.number(),
  /** Where it moved: what it was on `since`. */
  from: z.number().optional(),
  /** Where it has not moved: since when it has stood there. */
  since: date.optional(),
  /** It stood there already when it was first looked at, on `since`. */
  isSinceLonger: z.literal(true).optional(),
  target: z.number().optional(),
  targetBefore: z.number().optional(),
});

const bottomLine = {
  program: title,
  quote: quoteSchema.nullable(),
  since: date.optional(),
  others: z.number().optional(),
  ...sources,
};
/** Where no request is made by any program; left out: some are. */
const asksNothing = { asksNothing: z.literal(true).optional() };
/** What says nothing of one program; `quote`: of the only one. */
const ofAll = { quote: quoteSchema.nullable(), ...sources };
const bottomLineSchema = z.discriminatedUnion("case", [
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
  /** So many programs have not answered at all; some of their titles. */
  z.strictObject({ case: z.literal("silent"), programs: z.number(), names: z.array(title), ...bottomLine }),
  z.strictObject({
    case: z.literal("nothing-needed"),
    /** No program has a colour: stored before that was no proof. */
    colours: z.enum(["unasked", "grey"]).optional(),
    ...ofAll,
  }),
  /**
   * `isPart`: some programs are held back. `isGrey`: nobody said a colour who was asked. `isOnlyNew`: earlier ones wait for
   * others. `isByRecord`: words ask for something all the same.
   */
  z.strictObject({
    case: z.literal("no-request"),
    isPart: z.literal(true).optional(),
    isGrey: z.literal(true).optional(),
    isOnlyNew: z.literal(true).optional(),
    isByRecord: z.literal(true).optional(),
    ...ofAll,
  }),
  /** None of these holds: nothing is said of all. */
  z.strictObject({ case: z.literal("unsaid"), ...ofAll }),
  /** Nobody answered at all. */
  z.strictObject({ case: z.literal("silence"), since: date.nullable(), ...sources }),
]);
export type BottomLine = z.infer<typeof bottomLineSchema>;

const askItemSchema = z.strictObject({
  id: z.string(),
  code: z.string(),
  isIncomplete: z.boolean(),
  waitsFor: z.enum(["decider", "asker", "committee"]),
  options: z.array(z.string()),
  recommended: z.string().nullable(),
  costOfWaiting: z.string().nullable(),
});

const act = z.strictObject({ by: z.string().nullable(), on: date });

/** Put to the vote of the committee, which goes on `until`, or closed with nothing decided. `put` left out: that was told. */
const voteSchema = z.strictObject({
  put: act.optional(),
  until: date.optional(),
  closed: z.strictObject({ on: date, result: z.enum(["no-quorum", "no-majority"]) }).optional(),
});

/**
 * That it went up the ladder of its program, came back from being put off, has a new date, was passed on, put to the vote or
 * raised again.
 */
const way = {
  cameUp: z.strictObject({ from: z.string(), on: date, because: z.enum(["term", "hand"]) }).optional(),
  backOn: date.optional(),
  /** By when the digest before said that it was needed, where that is another day now. */
  neededBefore: date.optional(),
  /** Since the digest before; `by` null: the reader, or nobody, as a role ended. */
  passedOn: act.optional(),
  vote: voteSchema.optional(),
  /** The last digest that told it told it as withdrawn; `by` null: by a rule. */
  raisedAgain: act.optional(),
};

const lastColourSchema = z.strictObject({ colour, on: date });

/** `correctedOn`: what was reported and was another before it was corrected; left out, it is `until` of what was corrected. */
const spellSchema = z.strictObject({ colour, from: date, until: date, correctedOn: date.optional() });
const spellBetweenSchema = spellSchema.extend({ isCorrected: z.literal(true).optional() });

const every = z.enum(["day", "week", "month", "quarter", "year"]);

const lineSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ask"),
    program: title,
    quote: quoteSchema,
    askedOn: date,
    daysAgo: z.number(),
    neededBy: date.nullable(),
    isOverdue: z.boolean(),
    /** Its entry in the register, where the reader decides it: then it can be decided from the digest. */
    item: askItemSchema.optional(),
    /** Who decides it, where somebody else than the reader does; empty: nobody has said who. */
    decider: z.string().optional(),
    ...byRule,
    ...way,
    ...sources,
  }),
  /** An ask that an earlier digest told whole and that still waits for the reader. */
  z.strictObject({
    kind: z.literal("standing-ask"),
    program: title,
    title: z.string(),
    daysAgo: z.number(),
    neededBy: date.nullable(),
    isOverdue: z.boolean(),
    item: askItemSchema,
    ...byRule,
    ...way,
    ...sources,
  }),
  /** A program's lead in one line of their own. */
  z.strictObject({ kind: z.literal("own-line"), program: title, quote: quoteSchema, ...sources }),
  /**
   * It was the reader's and went up since the digest before, or an earlier one told it and it went elsewhere since, or that it was
   * withdrawn, and it was raised again. `quote`: the ask itself, where no digest has told it.
   */
  z.strictObject({
    kind: z.literal("risen-ask"),
    program: title,
    code: z.string(),
    title: z.string(),
    to: z.string(),
    on: date,
    because: z.enum(["term", "hand", "passed-on", "put", "vote", "raised-again"]),
    /** Who has it now, where that is somebody else. */
    nowWith: z.string().optional(),
    /** Who passed it on, put it to its first decider or raised it again; null: the reader, or nobody, as a role ended. */
    by: z.string().nullable().optional(),
    raisedAgain: act.optional(),
    vote: voteSchema.optional(),
    /** By when it was needed, where that has passed. */
    overdueSince: date.optional(),
    /** By when it is needed, as its reader was told, here or before; `neededBefore`: before, where it is another day now. */
    neededBy: date.optional(),
    neededBefore: date.optional(),
    quote: quoteSchema.nullable(),
    ...sources,
  }),
  /** An earlier digest told it with another date, and somebody else than the reader decides it; `decider` empty: nobody has said who. */
  z.strictObject({
    kind: z.literal("redated-ask"),
    program: title,
    code: z.string(),
    title: z.string(),
    decider: z.string(),
    neededBy: date,
    neededBefore: date,
    isOverdue: z.boolean(),
    isInVote: z.literal(true).optional(),
    ...sources,
  }),
  /** An earlier digest told it; `by` null: by a rule. */
  z.strictObject({
    kind: z.literal("withdrawn-ask"),
    program: title,
    code: z.string(),
    title: z.string(),
    on: date,
    by: z.string().nullable(),
    ...sources,
  }),
  /** Since the digest before. `quote`: the ask itself, where no digest has told it. */
  z.strictObject({
    kind: z.literal("decided-ask"),
    program: title,
    code: z.string(),
    title: z.string(),
    outcome: z.string(),
    /** Of its entry in the register, in a longer digest. */
    decision: z.string().optional(),
    decidedOn: date,
    quote: quoteSchema.nullable(),
    ...sources,
  }),
  /** Of the register, in a longer digest: what answers no ask. */
  z.strictObject({
    kind: z.literal("decision"),
    program: title,
    code: z.string(),
    title: z.string(),
    decidedOn: date,
    ...sources,
  }),
  /**
   * A program over a quarter or a year, by what was recorded: how it stood at the end of each month (`2026-10`; null: nobody
   * was asked), how many decisions stand, and how many asks were raised and decided in it and are overdue now.
   */
  z.strictObject({
    kind: z.literal("months"),
    program: title,
    months: z.array(z.strictObject({ month: z.string(), colour: colourOrGrey.nullable() })),
    decisions: z.number(),
    asks: z.strictObject({ raised: z.number(), decided: z.number(), overdue: z.number() }),
    ...sources,
  }),
  /**
   * `before`: at the end of the period before; null: there was no colour yet. `trend` null also where it is the same again.
   * `between`: another that it had within the period; `isCorrected`: that was said of it, until corrected; `reported`: so,
   * beside that, or of an earlier period. `periods`: how many in this colour, this one included; `since`: on which day that
   * began, told in their place where the period is not over.
   */
  z.strictObject({
    kind: z.literal("health"),
    program: title,
    colour,
    before: colourOrGrey.nullable(),
    trend: z.enum(["better", "same", "worse"]).nullable(),
    /** The first since the program was reopened. */
    isReopened: z.literal(true).optional(),
    between: spellBetweenSchema.optional(),
    reported: spellSchema.optional(),
    periods: z.number(),
    since: date.optional(),
    reasons: z.array(quoteSchema),
    /** Stored before `months`: in a longer digest the colours of the check-ins below, round by round. */
    path: z.array(z.strictObject({ period: z.string(), colour })).optional(),
    ...sources,
  }),
  z.strictObject({ kind: z.literal("closed"), program: title, on: date, by: z.string().nullable(), ...sources }),
  z.strictObject({ kind: z.literal("reopened"), program: title, closedOn: date, on: date, ...sources }),
  /** Facts that speak against the colour, put to whoever gave it and not answered by the cut-off. */
  z.strictObject({
    kind: z.literal("marker"),
    program: title,
    colour,
    findings: z.array(findingSchema).min(1),
    askedOn: date,
    ...sources,
  }),
  z.strictObject({
    kind: z.literal("moved-date"),
    program: title,
    label: inBoth,
    /** As the digest before told it. */
    from: date,
    to: date,
    /** The first date ever given, and how often it moved since. */
    original: date,
    moves: z.number(),
    /** The answer that had given the date told before was corrected: how often it moved, does not say this. */
    isCorrected: z.literal(true).optional(),
    /** By now it has passed too. */
    isPast: z.literal(true).optional(),
    ...sources,
  }),
  /** A target date of the period that has passed as it stood. `passed`: the one before, as of a `new-date`. */
  z.strictObject({
    kind: z.literal("past-date"),
    program: title,
    label: inBoth,
    date,
    original: date,
    moves: z.number(),
    passed: date.optional(),
    ...sources,
  }),
  /** Another target date. `passed`: the one before, whose day had come when this was given. */
  z.strictObject({
    kind: z.literal("new-date"),
    program: title,
    label: inBoth,
    to: date,
    passed: date.nullable(),
    isPast: z.literal(true).optional(),
    ...sources,
  }),
  /** What each of those who answered for the same round gave. */
  z.strictObject({
    kind: z.literal("two-dates"),
    program: title,
    label: inBoth,
    given: z.array(z.strictObject({ date, author: z.string() })),
    ...sources,
  }),
  z.strictObject({
    kind: z.literal("said"),
    program: title,
    feed: z.enum([
      "milestone",
      "decision",
      "blocker",
      "risk",
      "value",
      "next",
      "objective",
      "lesson",
      "capacity",
      "dependency",
    ]),
    quotes: z.array(quoteSchema),
    /** Further answers that only the sources show. */
    more: z.number(),
    ...sources,
  }),
  /**
   * `grey`: the program has no colour for want of an answer. `since`: date of the last answer to this check-in, `cadence`:
   * its own name. `last`: its last colour, where it has none, and the day on which that was given; `between`: a worse one
   * that it had not long before; `isCorrected`, `reported`: what the digest before told, or was said since, until that was
   * corrected.
   * `words`: of that answer, which say that the program is done.
   */
  z.strictObject({
    kind: z.literal("silent"),
    program: title,
    every,
    cadence: z.string().optional(),
    grey: z.boolean(),
    since: date.nullable(),
    last: lastColourSchema.optional(),
    between: spellBetweenSchema.optional(),
    reported: spellSchema.optional(),
    words: quoteSchema.optional(),
    ...sources,
  }),
  /**
   * The program has no colour, and no check-in is silent for it. `wereAway`: all who are asked for one were away.
   * `why`: they answered without a status, or had answered before what is told, or were not asked for one in the period.
   */
  z.strictObject({
    kind: z.literal("no-update"),
    program: title,
    wereAway: z.literal(true).optional(),
    why: z
      .discriminatedUnion("is", [
        z.strictObject({ is: z.literal("no-status"), on: date }),
        z.strictObject({ is: z.literal("last-answered"), on: date }),
        z.strictObject({ is: z.literal("unasked") }),
      ])
      .optional(),
    last: lastColourSchema.optional(),
    between: spellBetweenSchema.optional(),
    reported: spellSchema.optional(),
    ...sources,
  }),
  /** Of a program of which nobody is asked for a colour, and nothing else is told. `unasked`: it had no check-in in the period. */
  z.strictObject({
    kind: z.literal("no-news"),
    program: title,
    why: z.discriminatedUnion("is", [
      z.strictObject({ is: z.enum(["nothing-to-report", "answered", "last-answered"]), on: date }),
      z.strictObject({ is: z.enum(["unanswered", "nobody-asked", "unasked"]) }),
    ]),
    ...sources,
  }),
  z.strictObject({
    kind: z.literal("progress"),
    program: title,
    planned: z.array(quoteSchema),
    done: z.array(quoteSchema),
    metrics: z.array(measureSchema),
    more: z.number(),
    ...sources,
  }),
  /** `unchanged`: how many of them were green in the period before; left out: all. */
  z.strictObject({ kind: z.literal("on-track"), programs: z.number(), unchanged: z.number().optional(), ...sources }),
  participationSchema,
  /** The colours of the last periods, the oldest first and the present one last; null: none. */
  z.strictObject({
    kind: z.literal("portfolio"),
    program: title,
    colours: z.array(colourOrGrey.nullable()),
    trend: z.enum(["better", "same", "worse"]).nullable(),
    /** A marker stands at the present one. */
    isMarked: z.literal(true).optional(),
    ...sources,
  }),
  /** Of the register: what one owes the other. */
  z.strictObject({
    kind: z.literal("dependency"),
    program: title,
    code: z.string(),
    title: z.string(),
    giver: z.string(),
    receiver: z.string(),
    dueOn: date.nullable(),
    isAgreed: z.boolean(),
    isOverdue: z.boolean(),
    ...sources,
  }),
  /** Target dates that were pushed out of the period, and those that were added in it. */
  z.strictObject({
    kind: z.literal("integrity"),
    pushedOut: z.number(),
    added: z.number(),
    of: z.number(),
    ...sources,
  }),
  /** Median working days from ask to decision in the period; `before` null where nothing was decided then. */
  z.strictObject({
    kind: z.literal("decision-time"),
    median: z.number(),
    before: z.number().nullable(),
    decisions: z.number(),
    ...sources,
  }),
  /**
   * `own`: how many of them the reader has, where others have some too; `isDecidable`: they are the reader's to decide, some
   * by a rule alone, as the first line counts them.
   */
  z.strictObject({
    kind: z.literal("overdue-asks"),
    asks: z.number(),
    own: z.number().optional(),
    isDecidable: z.literal(true).optional(),
    /** Those that no other line names, and how many more of them there are. */
    unnamed: z
      .strictObject({ asks: z.array(z.strictObject({ program: title, code: z.string() })), more: z.number() })
      .optional(),
    ...sources,
  }),
  z.strictObject({ kind: z.literal("silent-people"), people: z.number(), ...sources }),
  z.strictObject({
    kind: z.literal("missed-round"),
    program: title,
    period: z.string(),
    reason: z.string(),
    people: z.number(),
    ...sources,
  }),
]);
export type Line = z.infer<typeof lineSchema>;
export type LineOf<Kind extends Line["kind"]> = Extract<Line, { kind: Kind }>;

/** A digest has them in the order in which its reader needs them. */
export const SECTIONS = [
  "asks",
  "months",
  "objectives",
  "changed",
  "attention",
  "leads",
  "value",
  "progress",
  "course",
  "lessons",
  "capacity",
  "dependencies",
  "next",
  "rhythm",
  "portfolio",
] as const;

const sectionSchema = z.strictObject({ section: z.enum(SECTIONS), lines: z.array(lineSchema).min(1) });
export type Section = z.infer<typeof sectionSchema>;

/** Of a line with more sources than this only their number is told; `Show sources` lists them. */
export const MOST_NAMED = 12;

/** How a source is named to a reader. */
const citationSchema = z.strictObject({
  source: sourceSchema,
  /** Null for a round, and where nobody knows who closed a program. */
  author: z.string().nullable(),
  program: title,
  period: z.string(),
  answeredAt: z.string().nullable(),
});
export type Citation = z.infer<typeof citationSchema>;

/** By the keys of programs. */
const renewedSchema = z.array(z.strictObject({ key: z.string(), at: z.string() }));

const digestDocumentSchema = z.strictObject({
  version: z.literal(2),
  reader: z.strictObject({ handle: z.string(), name: z.string(), locale: z.string(), zone: z.string() }),
  rhythm,
  period: z.strictObject({ label: z.string(), from: date, until: date }),
  cutOffAt: z.string(),
  programs: z.array(z.strictObject({ key: z.string(), title })).min(1),
  /** Left out because a lead holds them back, with who does. It says nothing of the programs, so it has no source. */
  heldBack: z.array(z.strictObject({ program: title, by: z.string() })).optional(),
  head: headSchema,
  bottomLine: bottomLineSchema,
  /** Of how many programs nothing is needed: of all, of all but those of the bottom line, or of some. */
  rest: z.strictObject({ programs: z.number(), of: z.enum(["all", "others", "some"]), ...sources }).optional(),
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
   * in a weekly digest and of those stored before: there the lines of `asks` are shown.
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
  programs: z.array(z.object({ key: z.string(), title })).optional(),
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

/** What a stored document of whatever version tells that the next is compared with. */
export interface ToldBefore {
  /** How many had answered; null where it does not say. */
  participation: LineOf<"participation"> | null;
  /** Asks that wait or were withdrawn, by their item. */
  asks: ReadonlyMap<string, ToldAsk>;
  /** Titles of what it goes without. */
  heldBack: readonly string[];
}

export function toldBeforeIn(stored: string): ToldBefore {
  return toldBeforeBy(JSON.parse(stored));
}

/** `document`: of whatever version. */
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

/** Its version had another name. */
const firstVersion = digestDocumentSchema
  .omit({ version: true })
  .extend({ form: z.literal(1) })
  .transform(({ form: _, ...document }): DigestDocument => ({ ...document, version: 2 }));

/**
 * A stored document, of whatever version: they are read for ever. A change that the present schema would not read gets
 * a version of its own, and the schema before it stays here as its reader. Throws for one that a newer Drumbeat stored.
 */
export function readDocument(stored: string): DigestDocument {
  return z.union([digestDocumentSchema, firstVersion]).parse(JSON.parse(stored));
}

/** Everything that has sources, in order: its place is the line number under which the sources are stored. */
export function linesOf({ head, bottomLine, rest, sections }: DigestDocument): { sources: Sources }[] {
  return [head, bottomLine, ...sections.flatMap((section) => section.lines), ...(rest ? [rest] : [])];
}
