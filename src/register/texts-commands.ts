/** What commands of `/drumbeat` answer that have no screen of their own. */
const en = {
  decision: {
    which: "Do you need a decision, or would you like to record one?",
    ask: "Ask for a decision",
    record: "Record a decision",
    list: "See decisions",
  },
  escalated: {
    label: "Escalations",
    title: "Escalations",
    toMe: "Escalated to you",
    byMe: "Escalated by you",
    none: "Nothing is escalated to you or by you. To escalate an item, add its code: `/drumbeat escalate R-3`.",
    to: (holder: string) => `with ${holder}`,
  },
};

const fr: typeof en = {
  decision: {
    which: "Vous faut-il une décision, ou souhaitez-vous en consigner une\u00a0?",
    ask: "Demander une décision",
    record: "Consigner une décision",
    list: "Voir les décisions",
  },
  escalated: {
    label: "Escalades",
    title: "Escalades",
    toMe: "Escalades à traiter",
    byMe: "Vos escalades",
    none: "Aucun élément n’a été escaladé jusqu’à vous ni par vous. Pour escalader un élément, ajoutez son code\u00a0: `/drumbeat escalader R-3`.",
    to: (holder) => `confié à ${holder}`,
  },
};

export const commandTexts = { en, fr };
