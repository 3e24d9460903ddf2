import { z } from "zod";
import type { LocalText } from "../../cadences/questions/questions.ts";
import { decimalText } from "../../platform/texts/decimals.ts";
import { capitalised } from "../../platform/texts/language.ts";
import { MOST_DAYS_OF_DELAY } from "../../programs/decision-limits.ts";
import { date, defineItemType, type Format, field, type Shown, text } from "./item-type.ts";

export const MOST_OPTIONS = 4;

/** Active until another one replaces it; never edited. */
export const decision = defineItemType({
  type: "decision",
  prefix: "D",
  name: { en: "Decision", fr: "Décision" },
  plural: { en: "Decisions", fr: "Décisions" },
  genderFr: "feminine",
  words: { en: ["decision"], fr: ["décision"] },
  schema: z.strictObject({
    context: text.optional(),
    options: z.array(text).max(MOST_OPTIONS).optional(),
    rationale: text.optional(),
    /** The author's reason for the chosen option, where the decider gave none. */
    consulted: text.optional(),
    expectedOutcome: text.optional(),
    decidedBy: z.string().optional(),
    decidedOn: date.optional(),
    /** The request that it answers. */
    requestId: z.string().optional(),
  }),
  fields: [
    field("rationale", { en: "Rationale", fr: "Motifs" }, { is: "long" }, { calledFr: ["Motifs", "Justification"] }),
    field("context", { en: "Context", fr: "Contexte" }, { is: "long" }),
    field(
      "options",
      { en: "Options considered", fr: "Options étudiées" },
      { is: "lines", most: MOST_OPTIONS },
      { hint: { en: "One per line, up to four.", fr: "Une par ligne, quatre au plus." } },
    ),
    field("consulted", { en: "Consulted", fr: "Personnes consultées" }, { is: "line" }),
    field("expectedOutcome", { en: "Expected outcome", fr: "Résultat attendu" }, { is: "line" }),
    field("decidedOn", { en: "Decided on", fr: "Décidée le" }, { is: "date", isPast: true }),
  ],
  form: {
    owner: { en: "Who decided?", fr: "Qui a décidé\u00a0?" },
    due: { en: "Review on", fr: "À revoir le" },
    isDueOptional: true,
  },
  moves: { active: ["replaced"] },
  begins: "active",
});

export const REQUEST_KINDS = ["decision", "resource", "obstacle"] as const;

const KINDS = {
  decision: { en: "A decision", fr: "Une décision" },
  resource: { en: "People, money or time", fr: "Personnes, budget, temps" },
  obstacle: { en: "An obstacle removed", fr: "La levée d’un obstacle" },
};

const ALSO_KINDS = { decision: ["Décision"], resource: ["Ressources"], obstacle: ["Obstacle"] };
/** Two to four, doing nothing among them. */
const requestOption = z.strictObject({
  label: z.string().min(1).max(75),
  effect: text.optional(),
  doesNothing: z.boolean(),
});
export type RequestOption = z.infer<typeof requestOption>;

/** What a request gave, as whoever asked says it. */
export const GIVEN = ["money", "people", "time", "access", "obstacle"] as const;
export type Given = (typeof GIVEN)[number];

/** As it stands in a sentence. */
export const GIVEN_WORDS: Readonly<Record<Given, LocalText>> = {
  money: { en: "money", fr: "budget" },
  people: { en: "people", fr: "personnes" },
  time: { en: "time", fr: "temps" },
  access: { en: "access", fr: "accès" },
  obstacle: { en: "an obstacle removed", fr: "un obstacle levé" },
};

/** How a request came out. `option` is the index of the option taken, null where it was answered in free words. */
export const outcome = z.strictObject({
  option: z.int().min(0).nullable(),
  text,
  rationale: text.optional(),
  decidedBy: z.string(),
  decidedAt: z.string(),
  /** The entry of the decision record, and its code. */
  decisionId: z.string(),
  decisionCode: z.string(),
  /** Where the committee voted, which one person cannot undo: how many votes it got, of how many. */
  vote: z.strictObject({ for: z.int().min(1), cast: z.int().min(1) }).optional(),
  /** Left out: nothing yet. */
  given: z.array(z.enum(GIVEN)).min(1).optional(),
});
export type RequestOutcome = z.infer<typeof outcome>;

/** What it waits for beside its decider: the reply to a question, a date, a vote, or the end of the time to undo. */
const waiting = z.strictObject({
  /** A person, or the committee. */
  for: z.string(),
  /** A date for a question and what is postponed, else an instant. */
  until: z.string(),
  because: z.enum(["question", "postponed", "vote", "undo"]),
});

/** A decision that can still be undone, and what the request waited for before it. */
const pending = z.strictObject({
  option: z.int().min(0).nullable(),
  text,
  rationale: text.optional(),
  waited: waiting.optional(),
});

const schema = z.strictObject({
  kind: z.enum(REQUEST_KINDS),
  options: z.array(requestOption).max(4).optional(),
  /** Answered by *Yes* or *No*; without that and without options, in words. */
  isYesOrNo: z.literal(true).optional(),
  /** A member puts it to their own committee, or a sponsor to the sponsors: they decide it as the others do. */
  isToOwnBody: z.literal(true).optional(),
  /** Index of the option recommended. */
  recommended: z.int().min(0).max(3).optional(),
  why: text.optional(),
  costOfWaiting: text.optional(),
  /** What it asks for, by which limits say who decides: exact decimal text, its currency (ISO 4217), days of delay. */
  amount: decimalText.optional(),
  currency: z.string().length(3).optional(),
  days: z.int().min(1).max(MOST_DAYS_OF_DELAY).optional(),
  waiting: waiting.optional(),
  pending: pending.optional(),
  outcome: outcome.optional(),
});

/** Of details as they are stored, before and after an act. */
const withGiven = z.object({ outcome: z.object({ given: outcome.shape.given }).optional() });

function givenShown(details: unknown, { text: say }: Format): Shown {
  const { given } = withGiven.parse(details).outcome ?? {};
  const words = given?.map((each) => say(GIVEN_WORDS[each])).join(", ");
  return [{ en: "What it gave", fr: "Obtenu" }, words && capitalised(words)];
}

/** What somebody needs from those above; its owner is who decides. */
export const request = defineItemType({
  type: "request",
  prefix: "REQ",
  name: { en: "Request", fr: "Demande" },
  plural: { en: "Requests", fr: "Demandes" },
  genderFr: "feminine",
  words: { en: ["ask", "request"], fr: ["demande", "arbitrage"] },
  schema,
  blank: { kind: "decision" },
  fields: [
    field(
      "kind",
      { en: "What do you need?", fr: "Que vous faut-il\u00a0?" },
      { is: "choice", options: KINDS, alsoCalled: ALSO_KINDS, fallback: "decision" },
      { calledFr: ["Nature", "Que vous faut-il"] },
    ),
    field(
      "costOfWaiting",
      { en: "Cost of waiting", fr: "Coût de l’attente" },
      { is: "line" },
      {
        hint: {
          en: "For example: each week delays the launch by a week.",
          fr: "Par exemple\u00a0: chaque semaine retarde le lancement d’autant.",
        },
        calledFr: ["Coût de l’attente"],
      },
    ),
    field(
      "amount",
      { en: "Amount asked for", fr: "Montant demandé" },
      { is: "decimal", isAboveZero: true },
      {
        hint: {
          en: "It says who decides, where the program has limits.",
          fr: "Il détermine qui décide, là où le programme a des limites.",
        },
        calledFr: ["Montant", "Montant demandé"],
      },
    ),
    field(
      "days",
      { en: "Days of delay", fr: "Jours de retard" },
      { is: "number", least: 1, most: MOST_DAYS_OF_DELAY },
      {
        hint: {
          en: "By how many days it moves what was planned.",
          fr: "Décalage par rapport à ce qui était prévu.",
        },
        calledFr: ["Jours de retard"],
      },
    ),
  ],
  shown: (details, format) => {
    const { kind, options, recommended, why, costOfWaiting, amount, currency = "", days, outcome } = details;
    const { text: say } = format;
    const choice = recommended === undefined ? undefined : options?.[recommended]?.label;
    return [
      [{ en: "What do you need?", fr: "Que vous faut-il\u00a0?" }, say(KINDS[kind])],
      [{ en: "Options considered", fr: "Options étudiées" }, options?.map(({ label }) => label).join("\n")],
      [{ en: "Recommendation", fr: "Recommandation" }, [choice, why].filter(Boolean).join("\n") || undefined],
      [{ en: "Cost of waiting", fr: "Coût de l’attente" }, costOfWaiting],
      [{ en: "Amount asked for", fr: "Montant demandé" }, amount && `${format.decimal(amount)} ${currency}`.trim()],
      [{ en: "Days of delay", fr: "Jours de retard" }, days?.toString()],
      [{ en: "Decision", fr: "Décision" }, outcome?.text],
      givenShown(details, format),
    ];
  },
  followed: givenShown,
  otherWords: ["why", "text", "rationale"],
  form: {
    title: { en: "Your question (start with a verb)", fr: "Votre question (avec un verbe)" },
    titleHint: {
      en: "For example: Approve two data engineers until June?",
      fr: "Par exemple\u00a0: Affecter deux ingénieurs data jusqu’en juin\u00a0?",
    },
    owner: { en: "Who decides?", fr: "Qui décide\u00a0?" },
    ownerHint: {
      en: "If empty: the level above you that decides this much.",
      fr: "Sans choix\u00a0: le niveau au-dessus du vôtre qui peut en décider.",
    },
    isOwnerOptional: true,
    due: { en: "Needed by", fr: "Réponse nécessaire pour le" },
    isDueOptional: true,
  },
  moves: { open: ["decided", "withdrawn"], withdrawn: ["open"] },
  hasOwnMessages: true,
});
