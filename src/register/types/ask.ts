import { z } from "zod";
import { date, defineItemType, field, type Lack, text } from "./item-type.ts";

export const ASK_KINDS = ["decision", "resource", "obstacle"] as const;

const KINDS = {
  decision: { en: "A decision", fr: "Une décision" },
  resource: { en: "People, money or time", fr: "Personnes, budget, temps" },
  obstacle: { en: "An obstacle removed", fr: "La levée d’un obstacle" },
};

const ALSO_KINDS = { decision: ["Décision"], resource: ["Ressources"], obstacle: ["Obstacle"] };

/** Two to four, doing nothing among them. */
const askOption = z.strictObject({
  label: z.string().min(1).max(75),
  effect: text.optional(),
  doesNothing: z.boolean(),
});
export type AskOption = z.infer<typeof askOption>;

/** Who decided: the body whose seat the decider holds. */
export const DECIDING_BODIES = ["sponsor", "committee", "lead", "other"] as const;
export type DecidingBody = (typeof DECIDING_BODIES)[number];

/** How an ask came out. `option` is the index of the option taken, null where it was answered in free words. */
const outcome = z.strictObject({
  option: z.int().min(0).nullable(),
  text,
  rationale: text.optional(),
  decidedBy: z.string(),
  decidedAt: z.string(),
  body: z.enum(DECIDING_BODIES),
  /** The entry of the decision record, and its code. */
  decisionId: z.string(),
  decisionCode: z.string(),
  /** Where the committee voted by circulation, which one person cannot undo: how many votes it got, of how many. */
  vote: z.strictObject({ for: z.int().min(1), cast: z.int().min(1) }).optional(),
});
export type AskOutcome = z.infer<typeof outcome>;

/** A vote of the committee under way. */
const circulation = z.strictObject({
  number: z.int().min(1),
  putBy: z.string(),
  /** Person ids of those who vote. */
  voters: z.array(z.string()).min(1),
  quorum: z.int().min(1),
  closesAt: z.string(),
});
export type Circulation = z.infer<typeof circulation>;

const schema = z.strictObject({
  kind: z.enum(ASK_KINDS),
  options: z.array(askOption).max(4).optional(),
  /** Index of the option recommended. */
  recommended: z.int().min(0).max(3).optional(),
  why: text.optional(),
  costOfWaiting: text.optional(),
  evidence: text.optional(),
  deferredUntil: date.optional(),
  /** What the decider wants to know first: their clock stands meanwhile. */
  askedBack: z.strictObject({ question: text, by: z.string() }).optional(),
  /** The last question of a decider with its answer. `by`: who asked. */
  answered: z.strictObject({ question: text, by: z.string(), answer: text }).optional(),
  /** Who passed it on, why, and to whom: theirs alone. */
  passedOn: z.strictObject({ by: z.string(), why: text, to: z.string() }).optional(),
  /** It came up by rule: from whom, why, and to whom, as above. */
  risen: z.strictObject({ from: z.string(), because: z.enum(["term", "away"]), to: z.string() }).optional(),
  /**
   * Ids of those who may decide it beside whoever it is with, until that one does anything with it or a vote begins: whom
   * it was passed by, and the next above where the time is too short for both.
   */
  alsoDecide: z.array(z.string()).optional(),
  /** It is not to wait for the weekly message of whoever has it: since when, and who said so. */
  cannotWait: z.strictObject({ at: z.string(), by: z.string() }).optional(),
  /** Whoever asks would decide it: it is put to the next. */
  isNotAsker: z.literal(true).optional(),
  circulation: circulation.optional(),
  /** The last vote that decided nothing. `to`: who represented the committee, and had it again. */
  lastVote: z
    .strictObject({
      number: z.int().min(1),
      cast: z.int().min(0),
      quorum: z.int().min(1),
      result: z.enum(["no-quorum", "no-majority"]),
      to: z.string().optional(),
    })
    .optional(),
  outcome: outcome.optional(),
});

/** What somebody needs from those above; its owner is who decides. */
export const ask = defineItemType({
  type: "ask",
  prefix: "ASK",
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
      { column: "kind", calledFr: ["Nature", "Que vous faut-il"] },
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
        column: "cost_of_waiting",
      },
    ),
    field("evidence", { en: "Evidence", fr: "Éléments à l’appui" }, { is: "line" }),
  ],
  shown: ({ kind, options, recommended, why, costOfWaiting, evidence, outcome }, { text: say }) => {
    const choice = recommended === undefined ? undefined : options?.[recommended]?.label;
    return [
      [{ en: "What do you need?", fr: "Que vous faut-il\u00a0?" }, say(KINDS[kind])],
      [{ en: "Options considered", fr: "Options étudiées" }, options?.map(({ label }) => label).join("\n")],
      [{ en: "Recommendation", fr: "Recommandation" }, [choice, why].filter(Boolean).join("\n") || undefined],
      [{ en: "Cost of waiting", fr: "Coût de l’attente" }, costOfWaiting],
      [{ en: "Evidence", fr: "Éléments à l’appui" }, evidence],
      [{ en: "Decision", fr: "Décision" }, outcome?.text],
    ];
  },
  otherWords: ["why", "question", "answer", "text", "rationale"],
  form: {
    title: { en: "Your question (start with a verb)", fr: "Votre question (avec un verbe)" },
    titleHint: {
      en: "For example: Approve two data engineers until June?",
      fr: "Par exemple\u00a0: Affecter deux ingénieurs data jusqu’en juin\u00a0?",
    },
    owner: { en: "Who decides?", fr: "Qui décide\u00a0?" },
    ownerHint: {
      en: "If empty: the program’s first sponsor.",
      fr: "Sans choix\u00a0: le premier sponsor du programme.",
    },
    isOwnerOptional: true,
    due: { en: "Needed by", fr: "Réponse attendue pour le" },
  },
  moves: {
    draft: ["open", "acknowledged", "decided", "withdrawn"],
    open: ["acknowledged", "decided", "withdrawn"],
    acknowledged: ["open", "decided", "withdrawn"],
    // Undone within ten minutes; later only another decision supersedes it.
    decided: ["open", "acknowledged", "draft"],
    withdrawn: ["open", "draft"],
    // With its program, where it went on in another one.
    closed: ["open", "draft"],
  },
  hasOwnMessages: true,
  lacks: ({ options = [], recommended, costOfWaiting }) => {
    const hasOptions = options.length >= 2 && options.some((option) => option.doesNothing);
    const lacking: Lack[] = hasOptions ? [] : ["options"];
    if (recommended === undefined) lacking.push("recommendation");
    if (!costOfWaiting) lacking.push("cost-of-waiting");
    return lacking;
  },
});
