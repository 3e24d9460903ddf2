/** What commands of `/drumbeat` answer that have no screen of their own. */
const en = {
  start: {
    label: "Set something up",
    what: "What would you like to set up?",
    program: "New program",
    checkIn: "New check-in",
    ask: (who: string) => `You can’t set up programs or check-ins here. Ask ${who}.`,
  },
  team: { label: "Roles", title: "Who has which role in your programs" },
};

const fr: typeof en = {
  start: {
    label: "Mettre en place",
    what: "Que souhaitez-vous mettre en place\u00a0?",
    program: "Nouveau programme",
    checkIn: "Nouveau point d’étape",
    ask: (who) => `Vous ne pouvez mettre en place ni programme ni point d’étape ici. Demandez à ${who}.`,
  },
  team: { label: "Rôles", title: "Qui a quel rôle dans vos programmes" },
};

export const commandTexts = { en, fr };
