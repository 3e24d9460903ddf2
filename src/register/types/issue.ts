import { z } from "zod";
import { date, defineItemType, field, text } from "./item-type.ts";

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
      { column: "blocked_since", calledFr: ["Bloqué depuis", "Bloqué depuis le"] },
    ),
    field(
      "whoCanUnblock",
      { en: "Who can unblock it?", fr: "Qui peut débloquer\u00a0?" },
      { is: "line" },
      { column: "who_can_unblock", calledFr: ["Qui peut débloquer"] },
    ),
    field(
      "severity",
      { en: "Severity", fr: "Gravité" },
      { is: "choice", options: SEVERITIES, alsoCalled: ALSO_SEVERITIES },
      { column: "severity", calledFr: ["Gravité", "Criticité"] },
    ),
    field("impact", { en: "Impact", fr: "Impact" }, { is: "line" }, { column: "impact", calledFr: ["Impact"] }),
    field(
      "nextAction",
      { en: "Next step", fr: "Prochaine étape" },
      { is: "line" },
      { column: "next_action", calledFr: ["Prochaine étape", "Prochaine action"] },
    ),
  ],
});
