import { z } from "zod";
import { date, defineItemType, field, line, text } from "./item-type.ts";

const scale5 = z.int().min(1).max(5);

const RESPONSES = {
  avoid: { en: "Avoid", fr: "Éviter" },
  reduce: { en: "Reduce", fr: "Réduire" },
  transfer: { en: "Transfer", fr: "Transférer" },
  accept: { en: "Accept", fr: "Accepter" },
  exploit: { en: "Exploit", fr: "Exploiter" },
};

/** "As a result of cause, event may occur, leading to effect." */
export const risk = defineItemType({
  type: "risk",
  prefix: "R",
  name: { en: "Risk", fr: "Risque" },
  plural: { en: "Risks", fr: "Risques" },
  genderFr: "masculine",
  words: { en: ["risk"], fr: ["risque"] },
  schema: z.strictObject({
    cause: text.optional(),
    effect: text.optional(),
    probability: scale5.optional(),
    impact: scale5.optional(),
    response: z.enum(["avoid", "reduce", "transfer", "accept", "exploit"]).optional(),
    nextAction: text.optional(),
  }),
  fields: [
    field(
      "cause",
      { en: "Cause", fr: "Cause" },
      { is: "line" },
      {
        hint: { en: "As a result of … this may happen …", fr: "En raison de… il pourrait arriver que…" },
        calledFr: ["Cause"],
      },
    ),
    line("effect", { en: "Effect", fr: "Effet" }, ["Effet", "Conséquence"]),
    field(
      "probability",
      { en: "Probability (1–5)", fr: "Probabilité (1–5)" },
      { is: "score" },
      { calledFr: ["Probabilité"] },
    ),
    field(
      "impact",
      { en: "Impact (1–5)", fr: "Impact (1–5)" },
      { is: "score" },
      { id: "impactScore", calledFr: ["Impact"] },
    ),
    field(
      "response",
      { en: "Response", fr: "Réponse au risque" },
      { is: "choice", options: RESPONSES },
      { calledFr: ["Réponse au risque", "Réponse", "Traitement"] },
    ),
    line("nextAction", { en: "Next step", fr: "Prochaine étape" }, ["Prochaine étape", "Prochaine action"]),
  ],
  form: { due: { en: "Review on", fr: "À revoir le" } },
});

export const assumption = defineItemType({
  type: "assumption",
  prefix: "A",
  name: { en: "Assumption", fr: "Hypothèse" },
  plural: { en: "Assumptions", fr: "Hypothèses" },
  genderFr: "feminine",
  words: { en: ["assumption"], fr: ["hypothèse"] },
  schema: z.strictObject({ validatedBy: text.optional(), consequence: text.optional() }),
  fields: [
    line("validatedBy", { en: "Validated by", fr: "Validée par" }, ["Validée par", "Validé par"]),
    line("consequence", { en: "Consequence if wrong", fr: "Conséquence si elle est fausse" }, [
      "Conséquence si elle est fausse",
      "Conséquence si fausse",
    ]),
  ],
  form: { due: { en: "Review on", fr: "À revoir le" } },
});

const SEVERITIES = {
  low: { en: "Low", fr: "Faible" },
  medium: { en: "Medium", fr: "Moyenne" },
  high: { en: "High", fr: "Élevée" },
};

const ALSO_SEVERITIES = {
  low: ["Bas", "Basse"],
  medium: ["Moyen", "Modérée"],
  high: ["Élevé", "Haute", "Haut", "Critique"],
};

/** One that blocks work is a blocker. */
export const issue = defineItemType({
  type: "issue",
  prefix: "I",
  name: { en: "Issue", fr: "Problème" },
  plural: { en: "Issues", fr: "Problèmes" },
  genderFr: "masculine",
  words: { en: ["issue", "blocker", "problem"], fr: ["problème", "blocage"] },
  schema: z.strictObject({
    severity: z.enum(["low", "medium", "high"]).optional(),
    impact: text.optional(),
    blocksWork: z.boolean(),
    blockedSince: date.optional(),
    whoCanUnblock: text.optional(),
    nextAction: text.optional(),
  }),
  blank: { blocksWork: false },
  fields: [
    field(
      "blocksWork",
      { en: "Is it blocking work?", fr: "Le travail est-il bloqué\u00a0?" },
      { is: "yes-no", isAlways: true },
      { id: "blocks", column: "blocks", calledFr: ["Bloquant", "Le travail est-il bloqué"] },
    ),
    field(
      "blockedSince",
      { en: "Blocked since", fr: "Bloqué depuis le" },
      { is: "date", isPast: true },
      { calledFr: ["Bloqué depuis", "Bloqué depuis le"] },
    ),
    line("whoCanUnblock", { en: "Who can unblock it?", fr: "Qui peut débloquer\u00a0?" }, ["Qui peut débloquer"]),
    field(
      "severity",
      { en: "Severity", fr: "Gravité" },
      { is: "choice", options: SEVERITIES, alsoCalled: ALSO_SEVERITIES },
      { calledFr: ["Gravité", "Criticité"] },
    ),
    line("impact", { en: "Impact", fr: "Impact" }, ["Impact"]),
    line("nextAction", { en: "Next step", fr: "Prochaine étape" }, ["Prochaine étape", "Prochaine action"]),
  ],
});

export const dependency = defineItemType({
  type: "dependency",
  prefix: "DEP",
  name: { en: "Dependency", fr: "Dépendance" },
  plural: { en: "Dependencies", fr: "Dépendances" },
  genderFr: "feminine",
  words: { en: ["dependency"], fr: ["dépendance"] },
  schema: z.strictObject({ giver: text.optional(), receiver: text.optional(), agreed: z.boolean().optional() }),
  fields: [
    line("giver", { en: "Who delivers?", fr: "Qui livre\u00a0?" }, ["Qui livre"]),
    line("receiver", { en: "Who receives?", fr: "Qui reçoit\u00a0?" }, ["Qui reçoit"]),
    field("agreed", { en: "Agreed by both?", fr: "Convenu par les deux parties\u00a0?" }, { is: "yes-no" }),
  ],
});
