/** What commands of `/drumbeat` answer that have no screen of their own. */
const en = {
  later: {
    label: "Remind me later",
    what: "What would you like to put off?",
    nothingOpen: "No check-in is waiting for you right now.",
    away: "I’m away…",
    optOut: "Choose my check-ins",
  },
  back: {
    label: "I’m back",
    ended: "Welcome back. Your absence has ended, and what is still open will be sent to you.",
    none: "No absence of yours is running. `/drumbeat away` enters one.",
  },
};

const fr: typeof en = {
  later: {
    label: "Me le rappeler plus tard",
    what: "Que souhaitez-vous remettre à plus tard\u00a0?",
    nothingOpen: "Aucun point d’étape ne vous attend pour l’instant.",
    away: "Signaler une absence…",
    optOut: "Choisir mes points d’étape",
  },
  back: {
    label: "Je suis de retour",
    ended: "Bon retour. Votre absence est terminée\u00a0: vous recevrez ce qui est encore ouvert.",
    none: "Aucune absence n’est en cours. `/drumbeat absence` permet d’en signaler une.",
  },
};

export const commandTexts = { en, fr };
