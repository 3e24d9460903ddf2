/** What commands of `/drumbeat` answer that have no screen of their own. */
const en = {
  decision: {
    which: "Do you need a decision, or would you like to record one?",
    ask: "Ask for a decision",
    record: "Record a decision",
    list: "See decisions",
  },
};

const fr: typeof en = {
  decision: {
    which: "Vous faut-il une décision, ou souhaitez-vous en consigner une\u00a0?",
    ask: "Demander une décision",
    record: "Consigner une décision",
    list: "Voir les décisions",
  },
};

export const commandTexts = { en, fr };
